import { redirectCall } from "@/local/carrier/engine/interpreter";
import {
  type Member,
  type Queue,
  queueNamed,
  queuesOf,
  renameQueue,
} from "@/local/carrier/engine/queues";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { document } from "@/local/carrier/rest/create-call";
import { badRequest, notFound } from "@/local/carrier/rest/errors";
import { listPage } from "@/local/carrier/rest/list";
import { renderMember, renderQueue } from "@/local/carrier/rest/render-queue";

const ONE = `/Queues/${one("queue", "QU", "json")}`;
const MEMBERS = `/Queues/${one("queue", "QU")}/Members`;
/** By the SID of the call, or the one in front. */
const MEMBER = `${MEMBERS}/:member{(?:CA[0-9a-fA-F]+|Front)\\.json}`;
const MAX_SIZE = 5000;

export const queueRoutes: RestRoute[] = [
  { method: "GET", path: "/Queues.json", handle: list },
  { method: "POST", path: "/Queues.json", handle: create },
  { method: "GET", path: ONE, handle: (context) => json(renderQueue(find(context))) },
  { method: "POST", path: ONE, handle: update },
  { method: "DELETE", path: ONE, handle: remove },
  { method: "GET", path: `${MEMBERS}.json`, handle: listMembers },
  { method: "GET", path: MEMBER, handle: showMember },
  { method: "POST", path: MEMBER, handle: dequeue },
];

function find({ account, param, path }: RestContext): Queue {
  const wanted = param("queue");
  const found = [...queuesOf(account).values()].find(({ sid }) => sid === wanted);
  if (!found) throw notFound(path);
  return found;
}

function list(context: RestContext): RestReply {
  const queues = [...queuesOf(context.account).values()].reverse();
  return listPage(context, "queues", queues, renderQueue);
}

function create({ account, form }: RestContext): RestReply {
  const name = form.get("FriendlyName");
  if (!name) throw badRequest(20001, "FriendlyName is required");
  if (queuesOf(account).has(name)) throw badRequest(22003, `There is a queue ${name} already`);
  const size = sizeOf(form);
  const queue = queueNamed(account, name);
  if (size !== null) queue.maxSize = size;
  return json(renderQueue(queue), 201);
}

function update(context: RestContext): RestReply {
  const queue = find(context);
  queue.maxSize = sizeOf(context.form) ?? queue.maxSize;
  const name = context.form.get("FriendlyName");
  if (name) renameQueue(queue, name);
  return json(renderQueue(queue));
}

function remove(context: RestContext): RestReply {
  const queue = find(context);
  if (queue.members.length > 0) throw badRequest(22001, "The queue is not empty");
  queuesOf(context.account).delete(queue.friendlyName);
  return { kind: "empty", status: 204 };
}

function sizeOf(form: URLSearchParams): number | null {
  const text = form.get("MaxSize");
  if (text === null) return null;
  const size = /^\d+$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > MAX_SIZE) throw badRequest(20001, `MaxSize must be 1 to ${MAX_SIZE}`);
  return size;
}

function listMembers(context: RestContext): RestReply {
  const queue = find(context);
  const members = queue.members.map((member) => ({ sid: member.flow.call.sid, member }));
  return listPage(context, "queue_members", members, ({ member }) => renderMember(queue, member));
}

function memberOf(context: RestContext): [Queue, Member] {
  const queue = find(context);
  const wanted = context.param("member");
  const member =
    wanted === "Front"
      ? queue.members[0]
      : queue.members.find(({ flow }) => flow.call.sid === wanted);
  if (!member) throw notFound(context.path);
  return [queue, member];
}

function showMember(context: RestContext): RestReply {
  return json(renderMember(...memberOf(context)));
}

/** Sends a waiting caller to other TwiML. */
function dequeue(context: RestContext): RestReply {
  const [queue, member] = memberOf(context);
  const source = document(context.form);
  const rendered = renderMember(queue, member);
  queue.leave(member);
  redirectCall(member.flow.call, source);
  return json(rendered);
}
