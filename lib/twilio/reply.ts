import type { IncomingMessage, ServerResponse } from "node:http";
import VoiceResponse from "twilio/lib/twiml/VoiceResponse";

/**
 * An API route of Next's, on Node's own request and answer: a third less work than a route
 * handler's, while somebody waits (docs/adr/0004-webhooks-are-api-routes.md). Its file switches off
 * `bodyParser`: what is signed is read here.
 */
export type ApiRoute = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What a webhook is answered with. */
export type Reply = {
  status: number;
  text?: string;
  /** Of `text`; plain unless said. */
  type?: "text/plain" | "text/xml";
  headers?: Record<string, string>;
};

/**
 * Sends an answer in one write, at its whole length: nobody who waits for it has to wait for its
 * end. Next would compress it, which takes longer than a few hundred bytes do, but for
 * `no-transform`.
 */
export function send(response: ServerResponse, reply: Reply): void {
  const { status, text = "", type = "text/plain", headers } = reply;
  response
    .writeHead(status, {
      "cache-control": "private, no-store, no-transform",
      ...(text && { "content-type": `${type}; charset=utf-8` }),
      ...(status !== 204 && { "content-length": Buffer.byteLength(text) }),
      ...headers,
    })
    .end(text);
}

export function twimlReply(twiml: string): Reply {
  return { status: 200, text: twiml, type: "text/xml" };
}

/** When we cannot know what to do and a person is listening. */
export function sorryTwiml(): string {
  const response = new VoiceResponse();
  response.say(
    "Sorry, we can't connect this call right now. Please try again in a few minutes. Goodbye.",
  );
  response.hangup();
  return response.toString();
}

export function sorryReply(): Reply {
  return twimlReply(sorryTwiml());
}
