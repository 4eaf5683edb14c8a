import "server-only";
import type { IncomingMessage } from "node:http";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { findLine, type Line } from "@/lib/lines/line";
import { type TwilioCredentials, tryOpenCredentials } from "@/lib/twilio/credentials";
import { isAmbiguous, readForm } from "@/lib/twilio/form";
import { type ApiRoute, type Reply, send, sorryReply } from "@/lib/twilio/reply";
import { isAccountSid } from "@/lib/twilio/schema";
import { type FormParams, isSignedBy } from "@/lib/twilio/signature";

/**
 * Somebody is on the line: an answer after this many milliseconds from receipt is not awaited any
 * longer.
 */
export const answerWithinMs = 600;

const refused: Reply = { status: 403, text: "Forbidden" };

/**
 * The URL as Twilio was given it: our public base and the raw path and query, whatever Host a proxy
 * passed on.
 */
function publicUrl({ url = "" }: IncomingMessage): string {
  return env().NEXT_PUBLIC_APP_URL + url.replace(/^[a-z]+:\/\/[^/?#]*/i, "");
}

/**
 * Opened once for a line, and forgotten with it: a line is remembered for minutes at most
 * (lib/lines/line.ts).
 */
const opened = new WeakMap<Line, TwilioCredentials | null>();

function credentialsOf(line: Line): TwilioCredentials | null {
  const known = opened.get(line);
  if (known !== undefined) return known;
  const credentials = tryOpenCredentials(line.tenant_id, line);
  opened.set(line, credentials);
  return credentials;
}

function signedFor(line: Line, signature: string, url: string, params: FormParams): boolean {
  const credentials = credentialsOf(line);
  return credentials !== null && isSignedBy(credentials.authToken, signature, url, params);
}

/**
 * The tenant whose token signed the request; a token changed in the last seconds is looked up once
 * more.
 */
async function verifiedLine(
  signature: string,
  url: string,
  params: FormParams,
  timeoutMs: number | undefined,
): Promise<Line | null> {
  const account = params.AccountSid;
  if (!isAccountSid(account)) return null;
  const known = await findLine(account, { timeoutMs });
  if (known && signedFor(known.line, signature, url, params)) return known.line;
  if (!known || known.fresh) return null;
  const again = await findLine(account, { reload: true, timeoutMs });
  return again && signedFor(again.line, signature, url, params) ? again.line : null;
}

/** With what is behind it: "the database does not answer" has many reasons. */
function sayWhy(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return error.cause === undefined ? error.message : `${error.message} (${sayWhy(error.cause)})`;
}

/**
 * A verified webhook of a tenant's line. `query` is signed too: what we once put there can be
 * believed.
 */
export type Hook = {
  line: Omit<Line, "auth_token_ciphertext">;
  query: URLSearchParams;
  params: FormParams;
  receivedAt: Date;
};

type Handler = (hook: Hook & { line: Line }) => Promise<Reply>;

async function verifyAndHandle(
  request: IncomingMessage,
  handler: Handler,
  timeoutMs: number | undefined,
): Promise<Reply> {
  const receivedAt = new Date();
  const signature = request.headers["x-twilio-signature"];
  if (typeof signature !== "string" || signature === "") return refused;
  const form = await readForm(request);
  if ("refusal" in form) return form.refusal;
  const { params } = form;
  const url = publicUrl(request);
  const { search, searchParams: query } = new URL(url);
  if (isAmbiguous(search, params)) return refused;
  const line = await verifiedLine(signature, url, params, timeoutMs);
  return line ? handler({ line, query, params, receivedAt }) : refused;
}

/**
 * A webhook of Twilio's: form → signature over the public URL → handler. 403 and nothing written
 * for anything not signed by the account's own token, about something not its tenant's, or readable
 * in two ways; 405 for another method than POST, 413 over 64 KiB. When the database is away the
 * answer is 503, which our callback URLs make Twilio retry; with `speaks` it is a polite sentence
 * instead, because a person is listening.
 */
export function twilioWebhook(handler: Handler, { speaks }: { speaks: boolean }): ApiRoute {
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    if (request.method !== "POST") return { status: 405, headers: { allow: "POST" } };
    try {
      return await verifyAndHandle(request, handler, speaks ? answerWithinMs : undefined);
    } catch (error) {
      if (error instanceof AppError && error.kind === "not_found") return refused;
      console.error("webhook failed:", sayWhy(error));
      if (speaks) return sorryReply();
      return { status: 503, text: "Try again" };
    }
  };
  return async (request, response) => send(response, await answer(request));
}
