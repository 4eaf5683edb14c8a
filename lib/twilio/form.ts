import "server-only";
import type { IncomingMessage } from "node:http";
import type { Reply } from "@/lib/twilio/reply";
import { type FormParams, formParams } from "@/lib/twilio/signature";

const largestBody = 64 * 1024;
const maxFields = 500;
/** Twilio sends a webhook's body in one go and gives up reading our answer after 4 s. */
const timeoutMs = 5_000;
const maxQueryNames = 20;

const malformed = (why: string): Reply => ({ status: 400, text: `Bad request: ${why}` });
/** What may still come of these bodies is dropped, and the connection with it. */
const headers = { connection: "close" };
const tooLarge: Reply = { status: 413, text: "Too large", headers };
const tooSlow: Reply = { status: 408, text: "Too slow", headers };

/**
 * A webhook's form fields, or the answer for a body that is none: 400, 408 when it does not come,
 * 413 as soon as it is over 64 KiB, announced or not.
 */
export async function readForm(
  request: IncomingMessage,
): Promise<{ params: FormParams } | { refusal: Reply }> {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type))
    return { refusal: malformed("not a form") };
  const body = await readLimited(request);
  if (typeof body !== "string") return { refusal: body };
  const pairs = [...new URLSearchParams(body)];
  if (pairs.length > maxFields) return { refusal: malformed("too many fields") };
  // Postgres keeps no NUL, and no number or name has one.
  if (body.includes("%00") || body.includes("\0"))
    return { refusal: malformed("a NUL in a field") };
  return { params: formParams(pairs) };
}

function readLimited(request: IncomingMessage): Promise<string | Reply> {
  const { promise, resolve } = Promise.withResolvers<string | Reply>();
  if (Number(request.headers["content-length"] ?? 0) > largestBody) resolve(tooLarge);
  const timer = setTimeout(() => resolve(tooSlow), timeoutMs);
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > largestBody) resolve(tooLarge);
    else chunks.push(chunk);
  });
  request.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
  // After its end it closes too, which changes nothing any more.
  request.on("error", () => resolve(malformed("it broke off")));
  request.on("close", () => resolve(malformed("it broke off")));
  return promise.finally(() => clearTimeout(timer));
}

/**
 * True when the query could be read in two ways: it has a name twice or shares one with the body,
 * or has empty parts. Twilio's own check also tries the query as Node's old parser reads it, which
 * stops after 1,000 parts and skips empty ones: what stands behind them would not be signed.
 */
export function isAmbiguous(search: string, params: FormParams): boolean {
  if (search === "") return false;
  const parts = search.replace(/^\?/, "").split("&");
  if (parts.includes("") || parts.length > maxQueryNames) return true;
  const names = [...new URLSearchParams(search).keys()];
  return new Set(names).size < names.length || names.some((name) => name in params);
}
