import "server-only";
import { type FormParams, formParams } from "@/lib/twilio/signature";

const largestBody = 64 * 1024;
const mostFields = 500;
/** Twilio sends a webhook's body in one go and gives up reading our answer after 4 s. */
const patienceMs = 5_000;
const mostQueryNames = 20;

const malformed = (why: string) => new Response(`Bad request: ${why}`, { status: 400 });

/**
 * A webhook's form fields, or the answer for a body that is none: 400, 408 when it does not come, 413 as soon as it is
 * over 64 KiB, announced or not.
 */
export async function readForm(request: Request): Promise<FormParams | Response> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return malformed("not a form");
  const body = await readLimited(request);
  if (body instanceof Response) return body;
  const pairs = [...new URLSearchParams(body)];
  if (pairs.length > mostFields) return malformed("too many fields");
  // Postgres keeps no NUL, and no number or name has one.
  if (body.includes("%00") || body.includes("\0")) return malformed("a NUL in a field");
  return formParams(pairs);
}

async function readLimited(request: Request): Promise<string | Response> {
  const tooLarge = () => new Response("Too large", { status: 413 });
  if (Number(request.headers.get("content-length") ?? 0) > largestBody) return tooLarge();
  if (!request.body) return "";
  const reader = request.body.getReader();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    reader.cancel().catch(() => {});
  }, patienceMs);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.byteLength;
      if (size > largestBody) {
        reader.cancel().catch(() => {});
        return tooLarge();
      }
      chunks.push(read.value);
    }
  } catch {
    return malformed("it broke off");
  } finally {
    clearTimeout(timer);
  }
  if (late) return new Response("Too slow", { status: 408 });
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * True when the query could be read in two ways: it has a name twice or shares one with the body, or has empty parts.
 * Twilio's own check also tries the query as Node's old parser reads it, which stops after 1,000 parts and skips empty
 * ones: what stands behind them would not be signed.
 */
export function isAmbiguous(search: string, params: FormParams): boolean {
  if (search === "") return false;
  const parts = search.replace(/^\?/, "").split("&");
  if (parts.includes("") || parts.length > mostQueryNames) return true;
  const names = [...new URLSearchParams(search).keys()];
  return new Set(names).size < names.length || names.some((name) => name in params);
}
