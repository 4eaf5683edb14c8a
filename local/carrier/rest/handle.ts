import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiFault } from "@/local/carrier/control/types";
import type { Account } from "@/local/carrier/engine/account";
import type { Directory } from "@/local/carrier/engine/directory";
import { readBody } from "@/local/carrier/http/body";
import { sendAudio } from "@/local/carrier/http/send-audio";
import { callRoutes } from "@/local/carrier/rest/calls";
import {
  json,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { notFound, RestError } from "@/local/carrier/rest/errors";
import type { ExchangeLog } from "@/local/carrier/rest/exchange-log";
import { numberRoutes } from "@/local/carrier/rest/numbers";
import { recordingRoutes } from "@/local/carrier/rest/recordings";
import { accountPath, renderAccount } from "@/local/carrier/rest/render";

const routes: RestRoute[] = [
  {
    method: "GET",
    path: /^\.json$/,
    handle: ({ account }) => json(renderAccount(account)),
  },
  ...callRoutes,
  ...recordingRoutes,
  ...numberRoutes,
];

/** Answers one request of Twilio's REST API. */
export async function handleRest(
  directory: Directory,
  log: ExchangeLog,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://carrier");
  const body = await readBody(request);
  const method = request.method ?? "GET";
  const form = new URLSearchParams(body);
  let reply: RestReply;
  let fault: ApiFault | undefined;
  let account: Account | undefined;
  try {
    account = authenticate(directory, request);
    fault = account.faults.takeApi(method, url.pathname + url.search);
    if (fault === "down") return void request.socket.destroy();
    if (typeof fault === "object" && !fault.carriedOut) throw errorOf(fault);
    if (body && !/^application\/x-www-form-urlencoded/i.test(contentType(request))) {
      throw new RestError(415, 20415, "The Content-Type must be application/x-www-form-urlencoded");
    }
    reply = await route(directory, account, method, url, form);
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    reply = json(error.body, error.status);
    if (error.status === 401) response.setHeader("WWW-Authenticate", 'Basic realm="Twilio API"');
  }
  const status = reply.kind === "audio" ? 200 : reply.status;
  account?.log({
    kind: "rest",
    callSid: callSidOf(reply),
    method,
    path: url.pathname + url.search,
    status,
    body: Object.fromEntries(form),
  });
  log.write(request, body, reply);
  if (fault === "lose-answer") return void request.socket.destroy();
  if (fault === "hang") return;
  if (typeof fault === "object") {
    const refusal = errorOf(fault);
    reply = json(refusal.body, refusal.status);
  }
  if (fault === "late-answer") await account?.firstWebhook(callSidOf(reply) ?? "");
  if (reply.kind === "audio") return await sendAudio(request, response, reply.audio);
  response.setHeader("Twilio-Concurrent-Requests", "1");
  response.setHeader("X-API-Domain", "api.twilio.com");
  if (reply.kind === "empty") return void response.writeHead(reply.status).end();
  response.writeHead(reply.status, { "Content-Type": "application/json;charset=utf-8" });
  response.end(method === "HEAD" ? undefined : JSON.stringify(reply.body));
}

function errorOf({ error }: Extract<ApiFault, object>): RestError {
  return new RestError(error.status, error.code, error.message);
}

function authenticate(directory: Directory, request: IncomingMessage): Account {
  const [scheme, encoded = ""] = (request.headers.authorization ?? "").split(" ");
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const account = directory.find(text.slice(0, colon));
  if (scheme?.toLowerCase() !== "basic" || text.slice(colon + 1) !== account?.authToken) {
    throw new RestError(401, 20003, "Authenticate");
  }
  return account;
}

/** The account that a path is about: the one that asks, or a subaccount of it. */
function accountOf(directory: Directory, asking: Account, path: string): Account | undefined {
  const sid = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})(?=[./]|$)/.exec(path)?.[1];
  const account = sid === undefined ? undefined : directory.find(sid);
  return account === asking || account?.ownerSid === asking.sid ? account : undefined;
}

/** https://www.twilio.com/docs/iam/api/subaccount-resource#create-a-subaccount */
function createSubaccount(directory: Directory, owner: Account, form: URLSearchParams): RestReply {
  if (owner.ownerSid !== owner.sid) throw new RestError(403, 20003, "Permission Denied");
  const name = form.get("FriendlyName") ?? `SubAccount Created at ${new Date().toISOString()}`;
  return json(renderAccount(directory.addSubaccount(owner, name)), 201);
}

async function route(
  directory: Directory,
  asking: Account,
  method: string,
  url: URL,
  form: URLSearchParams,
): Promise<RestReply> {
  const path = decodeURIComponent(url.pathname);
  if (path === "/2010-04-01/Accounts.json" && method === "POST") {
    return createSubaccount(directory, asking, form);
  }
  const account = accountOf(directory, asking, path);
  if (!account) throw notFound(path);
  const rest = path.slice(accountPath(account).length);
  const wanted = method === "HEAD" ? "GET" : method;
  let isKnown = false;
  for (const candidate of routes) {
    const match = candidate.path.exec(rest);
    if (!match) continue;
    isKnown = true;
    if (candidate.method !== wanted) continue;
    const context: RestContext = {
      account,
      method,
      path,
      query: url.searchParams,
      form,
      ids: match.slice(1),
    };
    return await candidate.handle(context);
  }
  if (isKnown) throw new RestError(405, 20004, `Method ${method} not allowed`);
  throw notFound(path);
}

function contentType(request: IncomingMessage): string {
  return request.headers["content-type"] ?? "";
}

function callSidOf(reply: RestReply): string | null {
  const sid = reply.kind === "json" ? reply.body.sid : null;
  return typeof sid === "string" && sid.startsWith("CA") ? sid : null;
}
