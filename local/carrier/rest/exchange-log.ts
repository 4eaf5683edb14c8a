import { appendFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import type { RestReply } from "@/local/carrier/rest/context";

export type ExchangeLog = {
  write(request: IncomingMessage, body: string, reply: RestReply): void;
};

/** One JSON line per exchange, so that they can be checked against Twilio's OpenAPI. */
export function exchangeLog(path: string | undefined): ExchangeLog {
  if (path === undefined) return { write() {} };
  return {
    write(request, body, reply) {
      const { authorization: _secret, ...headers } = request.headers;
      const line = {
        request: { method: request.method, url: request.url, headers, body },
        response: {
          status: reply.kind === "audio" ? 200 : reply.status,
          headers:
            reply.kind === "json"
              ? { "content-type": "application/json" }
              : reply.kind === "audio"
                ? { "content-type": reply.audio.contentType }
                : reply.kind === "file"
                  ? { "content-type": reply.contentType }
                  : {},
          body: reply.kind === "json" ? reply.body : null,
        },
      };
      appendFileSync(path, `${JSON.stringify(line)}\n`);
    },
  };
}
