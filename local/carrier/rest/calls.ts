import type { Call } from "@/local/carrier/engine/call";
import { callsOf } from "@/local/carrier/engine/calls";
import { redirectCall } from "@/local/carrier/engine/interpreter";
import { placeOutbound } from "@/local/carrier/engine/place";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { document, outboundPlan, TEST_FROM } from "@/local/carrier/rest/create-call";
import { badRequest, notFound } from "@/local/carrier/rest/errors";
import { listPage, matchesDate } from "@/local/carrier/rest/list";
import { renderCall } from "@/local/carrier/rest/render";

const ONE = `/Calls/${one("call", "CA", "json")}`;

export const callRoutes: RestRoute[] = [
  { method: "POST", path: "/Calls.json", handle: create },
  { method: "GET", path: "/Calls.json", handle: list },
  { method: "GET", path: ONE, handle: (context) => json(renderCall(findCall(context))) },
  { method: "POST", path: ONE, handle: update },
  { method: "DELETE", path: ONE, handle: remove },
];

export function findCall({ account, param, path }: RestContext): Call {
  const call = callsOf(account).get(param("call"));
  if (!call) throw notFound(path);
  return call;
}

function create(context: RestContext): RestReply {
  const call = placeOutbound(context.account, outboundPlan(context));
  // Twilio's test number only shows that the request is well formed; nothing is dialled.
  if (call.data.from === TEST_FROM) call.end("canceled");
  const rendered = renderCall(call);
  if (call.data.from === TEST_FROM) {
    callsOf(context.account).delete(call.sid);
    return json({ ...rendered, status: "queued", end_time: null, duration: null }, 201);
  }
  return json(rendered, 201);
}

function list(context: RestContext): RestReply {
  const { account, query } = context;
  const wanted = (name: string, value: string | null) => {
    const given = query.get(name);
    return !given || given === value;
  };
  const calls = [...callsOf(account).values()]
    .filter(
      ({ data }) =>
        wanted("To", data.to) &&
        wanted("From", data.from) &&
        wanted("Status", data.status) &&
        wanted("ParentCallSid", data.parentSid) &&
        matchesDate(query, "StartTime", data.startedAt) &&
        matchesDate(query, "EndTime", data.endedAt),
    )
    .reverse()
    .sort((one, other) => other.data.createdAt - one.data.createdAt);
  return listPage(context, "calls", calls, renderCall);
}

function update(context: RestContext): RestReply {
  const call = findCall(context);
  const { form } = context;
  const status = form.get("Status");
  if (status) changeStatus(call, status);
  else if (form.get("Url") || form.get("Twiml")) redirect(call, form);
  return json(renderCall(call));
}

function changeStatus(call: Call, status: string): void {
  const state = call.data.status;
  if (status !== "canceled" && status !== "completed") {
    throw badRequest(21218, `Invalid Status: ${status}`);
  }
  if (call.isOver || (status === "canceled" && state === "in-progress")) throw notLive(call);
  if (state === "in-progress") call.end("completed");
  else call.end("canceled", 487);
}

function redirect(call: Call, form: URLSearchParams): void {
  if (call.data.status !== "in-progress") throw notLive(call);
  redirectCall(call, document(form));
}

function notLive(call: Call) {
  const state = call.data.status;
  return badRequest(21220, `Unable to update record. Call is ${state}. Cannot redirect.`);
}

function remove(context: RestContext): RestReply {
  const call = findCall(context);
  if (!call.isOver) throw badRequest(20009, "A call that is in progress cannot be deleted");
  callsOf(context.account).delete(call.sid);
  return { kind: "empty", status: 204 };
}
