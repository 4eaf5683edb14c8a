import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { mp3Audio } from "@/local/carrier/audio/mp3";
import type { RecordingAudio } from "@/local/carrier/audio/recording-audio";
import { makeAccount, NewAccountSchema, viewAccounts } from "@/local/carrier/control/accounts";
import { streamEvents } from "@/local/carrier/control/events";
import { importHistory } from "@/local/carrier/control/history";
import {
  AccountSpecSchema,
  ActionSchema,
  FaultRuleSchema,
  HandsetScriptSchema,
  HistorySchema,
  IdleSchema,
  PhoneSchema,
  SecondsSchema,
} from "@/local/carrier/control/schema";
import { viewCalls } from "@/local/carrier/control/views";
import type { Account } from "@/local/carrier/engine/account";
import type { Directory } from "@/local/carrier/engine/directory";
import { type Handset, HandsetError } from "@/local/carrier/engine/handset";
import { handsetOf } from "@/local/carrier/engine/handsets";
import { placeInbound } from "@/local/carrier/engine/place";
import { advance, RealTimeError, runUntilIdle } from "@/local/carrier/engine/virtual-time";
import { readBody } from "@/local/carrier/http/body";
import { sendAudio } from "@/local/carrier/http/send-audio";

type Route = {
  method: "GET" | "POST" | "DELETE";
  path: RegExp;
  handle(account: Account, ids: string[], body: unknown, query: URLSearchParams): unknown;
};

const A_DAY = 86_400;

const routes: Route[] = [
  {
    method: "POST",
    path: /^\/history$/,
    handle: (account, _, body) => importHistory(account, HistorySchema.parse(body)),
  },
  {
    method: "POST",
    path: /^\/handsets\/([^/]+)\/script$/,
    handle: (account, ids, body) => {
      phoneOf(account, ids).script = HandsetScriptSchema.parse(body);
      account.journal.changed();
    },
  },
  {
    method: "GET",
    path: /^\/handsets\/([^/]+)$/,
    handle: (account, ids) => phoneOf(account, ids).state(),
  },
  { method: "POST", path: /^\/handsets\/([^/]+)$/, handle: act },
  {
    method: "POST",
    path: /^\/advance$/,
    handle: (account, _, body) => advance(account, SecondsSchema.parse(body).seconds),
  },
  { method: "POST", path: /^\/settle$/, handle: (account) => account.inFlight.quiet() },
  {
    method: "POST",
    path: /^\/idle$/,
    handle: (account, _, body) => runUntilIdle(account, IdleSchema.parse(body).maxSeconds ?? A_DAY),
  },
  {
    method: "POST",
    path: /^\/faults$/,
    handle: (account, _, body) => ({ id: account.faults.add(FaultRuleSchema.parse(body)) }),
  },
  { method: "GET", path: /^\/faults$/, handle: (account) => account.faults.counts() },
  {
    method: "DELETE",
    path: /^\/faults(?:\/([^/]+))?$/,
    handle: (account, [id]) => account.faults.clear(id),
  },
  { method: "GET", path: /^\/calls$/, handle: viewCalls },
  {
    method: "GET",
    path: /^\/log$/,
    handle: (account, _ids, _body, query) => account.journal.since(Number(query.get("since") ?? 0)),
  },
  { method: "POST", path: /^\/reset$/, handle: (account) => account.reset() },
];

/** Answers one request of the control API: JSON in, JSON out, 400 for what cannot be understood. */
export async function handleControl(
  directory: Directory,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://carrier");
  try {
    const [, watched = "", stream] = WATCHED.exec(url.pathname) ?? [];
    const account = directory.find(watched);
    if (account && stream === "events") return streamEvents(account, response);
    if (account && stream) return await sendAudio(request, response, recordingOf(account, stream));
    const body = await readJson(request);
    const result = await dispatch(directory, request.method ?? "GET", url, body);
    answer(response, 200, result ?? {});
  } catch (error) {
    if (error instanceof z.ZodError)
      return answer(response, 400, { error: z.prettifyError(error) });
    if (error instanceof SyntaxError) return answer(response, 400, { error: "Not JSON" });
    if (error instanceof RealTimeError) return answer(response, 400, { error: error.message });
    if (error instanceof HandsetError) return answer(response, 409, { error: error.message });
    if (error instanceof UnknownError) return answer(response, 404, { error: error.message });
    throw error;
  }
}

/** The page's stream of changes, or a recording for its player. */
const WATCHED = /^\/control\/accounts\/([^/]+)\/(events|RE[0-9a-f]{32})$/;

class UnknownError extends Error {}

async function dispatch(
  directory: Directory,
  method: string,
  url: URL,
  body: unknown,
): Promise<unknown> {
  if (url.pathname === "/control/accounts") {
    if (method === "POST") return directory.ensure(AccountSpecSchema.parse(body), Date.now());
    return viewAccounts(directory);
  }
  if (url.pathname === "/control/accounts/new" && method === "POST") {
    return makeAccount(directory, NewAccountSchema.parse(body).friendlyName);
  }
  const [, sid = "", rest = ""] = /^\/control\/accounts\/([^/]+)(\/.*)$/.exec(url.pathname) ?? [];
  const account = directory.find(sid);
  if (!account) throw new UnknownError(`No account ${sid}`);
  for (const route of routes) {
    const match = route.path.exec(rest);
    if (!match || route.method !== method) continue;
    return await route.handle(
      account,
      match.slice(1).flatMap((id) => (id === undefined ? [] : [decodeURIComponent(id)])),
      body,
      url.searchParams,
    );
  }
  throw new UnknownError(`No ${method} ${url.pathname}`);
}

function phoneOf(account: Account, [number = ""]: string[]): Handset {
  return handsetOf(account, PhoneSchema.parse(number));
}

function act(account: Account, ids: string[], body: unknown): unknown {
  const wanted = ActionSchema.parse(body);
  const phone = phoneOf(account, ids);
  switch (wanted.action) {
    case "answer":
      phone.answer();
      break;
    case "decline":
      phone.decline();
      break;
    case "hangup":
      phone.hangup();
      break;
    case "press":
      phone.press(wanted.digits);
      break;
    case "dial": {
      const { to, callerId } = wanted;
      const call = placeInbound(
        account,
        { handset: phone.phoneNumber, ...(callerId && { callerId }) },
        to,
      );
      return { callSid: call.sid };
    }
  }
  account.journal.changed();
  return phone.state();
}

function recordingOf(account: Account, sid: string): RecordingAudio {
  const recording = account.recordings.get(sid);
  if (recording?.status !== "completed") throw new UnknownError(`No recording ${sid}`);
  return mp3Audio({
    sid,
    seconds: recording.durationSeconds ?? 0,
    channels: recording.channels,
  });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readBody(request);
  if (text === "") return {};
  if (!/^application\/json/i.test(request.headers["content-type"] ?? "")) {
    // A page of another site cannot send this type without being asked first.
    throw new SyntaxError("The Content-Type must be application/json");
  }
  return JSON.parse(text);
}

export function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify(body));
}
