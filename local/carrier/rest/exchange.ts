import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler } from "hono";
import type { ApiFault } from "@/local/carrier/control/types";
import type { Account } from "@/local/carrier/engine/account";
import type { Directory } from "@/local/carrier/engine/directory";
import type { RestReply } from "@/local/carrier/rest/context";
import { RestError } from "@/local/carrier/rest/errors";
import type { ExchangeLog } from "@/local/carrier/rest/exchange-log";
import { isForbiddenToKeys } from "@/local/carrier/rest/keys";
import { type RestEnv, refuse } from "@/local/carrier/rest/reply";

/** Authenticates a request, carries it out, records it, and lets a fault have its way with it. */
export function exchange(directory: Directory, log: ExchangeLog): MiddlewareHandler<RestEnv> {
  return async (c, next) => {
    const body = await c.req.text();
    c.set("body", body);
    c.set("form", new URLSearchParams(body));
    const { pathname, search } = new URL(c.req.url);
    const user = authenticate(directory, c.req.header("authorization") ?? "");
    const asking = user?.isKey && isForbiddenToKeys(pathname) ? undefined : user?.account;
    const fault = asking?.faults.takeApi(c.req.method, pathname + search);
    if (fault === "down") return dropConnection(c);
    const refusal = refusalOf(c, asking, fault);
    if (refusal) c.res = refuse(c, refusal);
    else if (asking) {
      c.set("asking", asking);
      await next();
    }
    const { reply } = c.var;
    // An unforeseen error has no reply; it is answered and printed by the server.
    if (!reply) return;
    asking?.log({
      kind: "rest",
      callSid: callSidOf(reply),
      method: c.req.method,
      path: pathname + search,
      status: reply.kind === "audio" ? 200 : reply.status,
      body: Object.fromEntries(c.var.form),
    });
    log.write(c.env.incoming, body, reply);
    if (fault === "lose-answer") return dropConnection(c);
    if (fault === "hang") return await new Promise<never>(() => {});
    if (typeof fault === "object") replaceResponse(c, refuse(c, errorOf(fault)));
    if (fault === "late-answer") await asking?.firstWebhook(sidOf(reply) ?? "");
  };
}

/** Who asks: an account with its token, or one of its API keys with its secret. */
function authenticate(
  directory: Directory,
  header: string,
): { account: Account; isKey: boolean } | undefined {
  const [scheme, encoded = ""] = header.split(" ");
  if (scheme?.toLowerCase() !== "basic") return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const user = text.slice(0, colon);
  const isKey = user.startsWith("SK");
  const account = isKey ? directory.withKey(user) : directory.find(user);
  const secret = isKey ? account?.keys.get(user)?.secret : account?.authToken;
  return account && text.slice(colon + 1) === secret ? { account, isKey } : undefined;
}

function refusalOf(
  c: Context<RestEnv>,
  asking: Account | undefined,
  fault: ApiFault | undefined,
): RestError | null {
  if (!asking) return new RestError(401, 20003, "Authenticate");
  if (asking.options.isSuspended && c.req.method !== "GET") {
    return new RestError(401, 20003, "Authenticate");
  }
  if (typeof fault === "object" && !fault.carriedOut) return errorOf(fault);
  const type = c.req.header("content-type") ?? "";
  if (c.var.body && !/^application\/x-www-form-urlencoded/i.test(type)) {
    const message = "The Content-Type must be application/x-www-form-urlencoded";
    return new RestError(415, 20415, message);
  }
  return null;
}

function errorOf({ error }: Extract<ApiFault, object>): RestError {
  return new RestError(error.status, error.code, error.message);
}

function dropConnection(c: Context<RestEnv>): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Hono would keep the headers of the response that stood before. */
function replaceResponse(c: Context<RestEnv>, response: Response): void {
  c.res = undefined;
  c.res = response;
}

function callSidOf(reply: RestReply): string | null {
  const sid = sidOf(reply);
  return sid?.startsWith("CA") ? sid : null;
}

function sidOf(reply: RestReply): string | null {
  const sid = reply.kind === "json" ? reply.body.sid : null;
  return typeof sid === "string" ? sid : null;
}
