import { Agent, request } from "node:http";
import { sign } from "@/local/carrier/signature";
import { stack } from "@/tests/support/stack";

/** How many requests are on their way to the app at one time. */
export const inFlight = 8;

const agent = new Agent({ keepAlive: true, maxSockets: inFlight });

/**
 * Posts a webhook (path and query, form fields) with the signature that Twilio would give it; gives
 * the status.
 */
export function postSigned(
  path: string,
  fields: Record<string, string>,
  authToken: string,
): Promise<number> {
  const url = stack.urls.app + path;
  const body = new URLSearchParams(fields).toString();
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: "POST",
        agent,
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "content-length": Buffer.byteLength(body),
          "x-twilio-signature": sign(authToken, url, Object.entries(fields)),
        },
      },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
