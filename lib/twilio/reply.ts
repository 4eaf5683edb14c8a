import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * An API route of Next's, on Node's own request and answer: half the work of a route handler's, while somebody waits
 * (docs/adr/0004-webhooks-are-api-routes.md). Its file switches off `bodyParser`: what is signed is read here.
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

/** Sends an answer in one write, at its whole length: nobody who waits for it has to wait for its end. */
export function send(response: ServerResponse, reply: Reply): void {
  const { status, text, type = "text/plain", headers } = reply;
  const content = text !== undefined && {
    "content-type": `${type}; charset=utf-8`,
    "content-length": Buffer.byteLength(text),
  };
  response.writeHead(status, { ...content, ...headers }).end(text);
}
