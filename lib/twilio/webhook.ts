import "server-only";
import { z } from "zod";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { findLine, type Line } from "@/lib/machine/line";
import { tryOpenCredentials } from "@/lib/twilio/credentials";
import { type FormParams, formParams, isSignedBy } from "@/lib/twilio/signature";
import { sorryTwiml, twimlResponse } from "@/lib/twilio/twiml";

const largestBody = 64 * 1024;
const mostFields = 500;

/** What a verified webhook brings beside its fields. `query` is signed too, so what we once put there can be believed. */
export type WebhookContext = {
  line: Line;
  query: URLSearchParams;
  params: FormParams;
  receivedAt: Date;
};

const refused = () => new Response("Forbidden", { status: 403 });
const malformed = (why: string) => new Response(`Bad request: ${why}`, { status: 400 });

async function readForm(request: Request): Promise<FormParams | Response> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return malformed("not a form");
  const body = await readLimited(request);
  if (body === null) return new Response("Too large", { status: 413 });
  const pairs = [...new URLSearchParams(body)];
  if (pairs.length > mostFields) return malformed("too many fields");
  // Postgres keeps no NUL, and no number or name has one.
  if (body.includes("%00") || body.includes("\0")) return malformed("a NUL in a field");
  return formParams(pairs);
}

/** The body, or null as soon as it is larger than we read, announced or not. */
async function readLimited(request: Request): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > largestBody) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > largestBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The URL as Twilio was given it: our public base and the raw path and query, whatever Host a proxy passed on. */
function publicUrl(request: Request): string {
  const rest = request.url.replace(/^[a-z]+:\/\/[^/?#]*/i, "");
  return env().NEXT_PUBLIC_APP_URL + rest;
}

function signedFor(line: Line, signature: string, url: string, params: FormParams): boolean {
  const credentials = tryOpenCredentials(line.tenant_id, line);
  return credentials !== null && isSignedBy(credentials.authToken, signature, url, params);
}

/** The tenant whose token signed the request; a token changed in the last seconds is looked up once more. */
async function verifiedLine(request: Request, params: FormParams): Promise<Line | null> {
  const signature = request.headers.get("x-twilio-signature") ?? "";
  const account = params.AccountSid;
  if (!signature || typeof account !== "string") return null;
  const url = publicUrl(request);
  const known = await findLine(account);
  if (known && signedFor(known.line, signature, url, params)) return known.line;
  if (!known || known.fresh) return null;
  const again = await findLine(account, { reload: true });
  return again && signedFor(again.line, signature, url, params) ? again.line : null;
}

/**
 * A webhook of Twilio's: form → signature over the public URL → zod → handler.
 * 403 and nothing written for anything not signed by the account's own token; 400 for a signed body that makes no sense;
 * 413 over 64 KiB. When the database is away the answer is 503, which our callback URLs make Twilio retry;
 * with `speaks` it is a polite sentence instead, because a person is listening.
 */
export function twilioWebhook<Schema extends z.ZodType>(
  schema: Schema,
  handler: (event: z.output<Schema>, context: WebhookContext) => Promise<Response>,
  options: { speaks: boolean },
) {
  return async (request: Request): Promise<Response> => {
    const receivedAt = new Date();
    try {
      if (!request.headers.get("x-twilio-signature")) return refused();
      const params = await readForm(request);
      if (params instanceof Response) return params;
      const line = await verifiedLine(request, params);
      if (!line) return refused();
      const event = schema.safeParse(params);
      if (!event.success) return malformed(z.prettifyError(event.error));
      const query = new URL(request.url).searchParams;
      return await handler(event.data, { line, query, params, receivedAt });
    } catch (error) {
      if (error instanceof AppError && error.kind === "not_found") return refused();
      console.error("webhook failed:", error instanceof Error ? error.message : error);
      if (options.speaks) return twimlResponse(sorryTwiml());
      return new Response("Try again", { status: 503 });
    }
  };
}
