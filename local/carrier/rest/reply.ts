import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Account } from "@/local/carrier/engine/account";
import { audioResponse } from "@/local/carrier/http/audio-response";
import { json, type RestReply } from "@/local/carrier/rest/context";
import type { RestError } from "@/local/carrier/rest/errors";

export type RestEnv = {
  Bindings: HttpBindings;
  Variables: {
    asking: Account;
    body: string;
    form: URLSearchParams;
    /** What was answered, for the logs. */
    reply: RestReply;
  };
};

/** The path as Twilio's errors and page addresses show it. */
export function pathOf(c: Context<RestEnv>): string {
  return decodeURIComponent(new URL(c.req.url).pathname);
}

export function reply(c: Context<RestEnv>, answer: RestReply): Response {
  c.set("reply", answer);
  if (answer.kind === "audio") return audioResponse(c.req.header("range"), answer.audio);
  if (answer.kind === "file") {
    const { bytes, contentType } = answer;
    return new Response(new Uint8Array(bytes), { headers: { "Content-Type": contentType } });
  }
  const headers = { "Twilio-Concurrent-Requests": "1", "X-API-Domain": "api.twilio.com" };
  if (answer.kind === "empty") return new Response(null, { status: answer.status, headers });
  return new Response(JSON.stringify(answer.body), {
    status: answer.status,
    headers: { ...headers, "Content-Type": "application/json;charset=utf-8" },
  });
}

export function refuse(c: Context<RestEnv>, error: RestError): Response {
  const response = reply(c, json(error.body, error.status));
  if (error.status === 401) response.headers.set("WWW-Authenticate", 'Basic realm="Twilio API"');
  return response;
}
