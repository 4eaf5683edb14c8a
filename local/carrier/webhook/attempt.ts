import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { sign, signedUrl } from "@/local/carrier/signature";

export type Params = readonly (readonly [string, string])[];

export type Attempt = {
  url: string;
  method: "GET" | "POST";
  params: Params;
  authToken: string;
  /** The port is signed too, over https as well: so it is about messages. */
  signsPort: boolean;
  idempotencyToken: string;
  connectMs: number;
  readMs: number;
};

export type Answer =
  | { kind: "answered"; status: number; contentType: string; body: string; url: string }
  | { kind: "ct" | "rt"; message: string; url: string };

const REDIRECTS = 10;
const BODY_LIMIT = 1_000_000;

/** Sends one signed webhook and follows up to ten redirects. Never throws. */
export async function sendOnce(attempt: Attempt): Promise<Answer> {
  let url = attempt.url;
  let method = attempt.method;
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    const answer = await exchange(attempt, url, method);
    if (answer.kind !== "answered" || answer.location === null) return answer;
    if (answer.status !== 307 && answer.status !== 308) method = "GET";
    const next = URL.parse(answer.location, url);
    if (!next) return { kind: "ct", message: `redirect to ${answer.location}`, url };
    url = next.href;
  }
  return { kind: "ct", message: "more than 10 redirects", url };
}

type Exchanged = Answer & { location: string | null };

function exchange(attempt: Attempt, target: string, method: "GET" | "POST"): Promise<Exchanged> {
  return new Promise((resolve) => {
    const form = attempt.params
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .join("&");
    const url =
      method === "GET" && form ? `${target}${target.includes("?") ? "&" : "?"}${form}` : target;
    const fail = (kind: "ct" | "rt", message: string) => {
      clearTimeout(timer);
      resolve({ kind, message, url, location: null });
      request?.destroy();
    };
    // Network limits are real time, whatever clock the account's calls run on.
    let timer = setTimeout(() => fail("ct", "connect timeout"), attempt.connectMs);
    let connected = false;
    let request: ReturnType<typeof requestHttp> | undefined;
    try {
      const secure = new URL(url).protocol === "https:";
      request = (secure ? requestHttps : requestHttp)(url, {
        method,
        agent: false,
        headers: {
          "User-Agent": "TwilioProxy/1.1",
          Accept: "*/*",
          "Cache-Control": "max-age=259200",
          "I-Twilio-Idempotency-Token": attempt.idempotencyToken,
          "X-Twilio-Signature": sign(
            attempt.authToken,
            signedUrl(url, attempt.signsPort),
            method === "POST" ? attempt.params : [],
          ),
          ...(method === "POST" && {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "Content-Length": String(Buffer.byteLength(form)),
          }),
        },
      });
      request.on("socket", (socket) => {
        socket.once(secure ? "secureConnect" : "connect", () => {
          connected = true;
          clearTimeout(timer);
          timer = setTimeout(() => fail("rt", "read timeout"), attempt.readMs);
        });
      });
      request.on("error", (error) => fail(connected ? "rt" : "ct", error.message));
      request.on("response", (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          if (body.length < BODY_LIMIT) body += chunk;
        });
        response.on("error", (error) => fail("rt", error.message));
        response.on("end", () => {
          clearTimeout(timer);
          const status = response.statusCode ?? 0;
          resolve({
            kind: "answered",
            status,
            contentType: response.headers["content-type"] ?? "",
            body,
            url,
            location: status >= 300 && status < 400 ? (response.headers.location ?? null) : null,
          });
        });
      });
      request.end(method === "POST" ? form : undefined);
    } catch (error) {
      fail("ct", error instanceof Error ? error.message : String(error));
    }
  });
}

/** Half a surrogate pair, which a number typed by hand may hold, cannot be encoded. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
