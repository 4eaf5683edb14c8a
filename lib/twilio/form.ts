import "server-only";
import type { IncomingMessage } from "node:http";
import { readRawBody } from "@/lib/core/raw-body";
import type { Reply } from "@/lib/twilio/reply";
import { type FormParams, formParams } from "@/lib/twilio/signature";

const largestBody = 64 * 1024;
const maxFields = 500;
const maxQueryNames = 20;

const malformed = (why: string): Reply => ({ status: 400, text: `Bad request: ${why}` });
/** What may still come of these bodies is dropped, and the connection with it. */
const headers = { connection: "close" };
const refusals = {
  too_large: { status: 413, text: "Too large", headers },
  too_slow: { status: 408, text: "Too slow", headers },
  broken_off: malformed("it broke off"),
} satisfies Record<string, Reply>;

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
  const read = await readRawBody(request, largestBody);
  if ("problem" in read) return { refusal: refusals[read.problem] };
  const body = read.text;
  const pairs = [...new URLSearchParams(body)];
  if (pairs.length > maxFields) return { refusal: malformed("too many fields") };
  // Postgres keeps no NUL, and no number or name has one.
  if (body.includes("%00") || body.includes("\0"))
    return { refusal: malformed("a NUL in a field") };
  return { params: formParams(pairs) };
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
