import "server-only";
import type { Hook } from "@/lib/calls/voice/hook";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { findLine, type Line } from "@/lib/machine/line";
import { type TwilioCredentials, tryOpenCredentials } from "@/lib/twilio/credentials";
import { isAmbiguous, readForm } from "@/lib/twilio/form";
import { isAccountSid } from "@/lib/twilio/schema";
import { type FormParams, isSignedBy } from "@/lib/twilio/signature";
import { sorryTwiml, twimlResponse } from "@/lib/twilio/twiml";

/** Somebody is on the line: an answer after this many milliseconds from receipt is not awaited any longer. */
export const answerWithinMs = 600;

const refused = () => new Response("Forbidden", { status: 403 });

/** The URL as Twilio was given it: our public base and the raw path and query, whatever Host a proxy passed on. */
function publicUrl(request: Request): string {
  const rest = request.url.replace(/^[a-z]+:\/\/[^/?#]*/i, "");
  return env().NEXT_PUBLIC_APP_URL + rest;
}

/** Opened once for a line, and forgotten with it: a line is remembered for minutes at most (lib/machine/line.ts). */
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

/** The tenant whose token signed the request; a token changed in the last seconds is looked up once more. */
async function verifiedLine(
  request: Request,
  params: FormParams,
  patienceMs: number | undefined,
): Promise<Line | null> {
  const signature = request.headers.get("x-twilio-signature") ?? "";
  const account = params.AccountSid;
  if (!signature || !isAccountSid(account)) return null;
  const url = publicUrl(request);
  const known = await findLine(account, { patienceMs });
  if (known && signedFor(known.line, signature, url, params)) return known.line;
  if (!known || known.fresh) return null;
  const again = await findLine(account, { reload: true, patienceMs });
  return again && signedFor(again.line, signature, url, params) ? again.line : null;
}

/**
 * A webhook of Twilio's: form → signature over the public URL → handler.
 * 403 and nothing written for anything not signed by the account's own token, about something not its tenant's, or readable in two ways;
 * 413 over 64 KiB. When the database is away the answer is 503, which our callback URLs make Twilio retry;
 * with `speaks` it is a polite sentence instead, because a person is listening.
 */
export function twilioWebhook(
  handler: (hook: Hook & { line: Line }) => Promise<Response>,
  { speaks }: { speaks: boolean },
) {
  return async (request: Request): Promise<Response> => {
    const receivedAt = new Date();
    try {
      if (!request.headers.get("x-twilio-signature")) return refused();
      const params = await readForm(request);
      if (params instanceof Response) return params;
      if (isAmbiguous(new URL(request.url).search, params)) return refused();
      const line = await verifiedLine(request, params, speaks ? answerWithinMs : undefined);
      if (!line) return refused();
      const query = new URL(request.url).searchParams;
      return await handler({ line, query, params, receivedAt });
    } catch (error) {
      if (error instanceof AppError && error.kind === "not_found") return refused();
      console.error("webhook failed:", error instanceof Error ? error.message : error);
      if (speaks) return twimlResponse(sorryTwiml());
      return new Response("Try again", { status: 503 });
    }
  };
}
