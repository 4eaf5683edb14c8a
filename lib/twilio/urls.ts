import { env } from "@/lib/core/env";
import type { VoiceRoute } from "@/lib/twilio/voice-routes";

/**
 * By default Twilio retries only connection failures; a fragment changes that per URL, and is
 * neither sent nor signed.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
const retries = "#ct=2000&rt=4000&rc=3&rp=5xx,ct,rt";

/** The public URL of a voice route. What stands in the query comes back signed. */
export function voiceUrl(
  route: VoiceRoute,
  query: Record<string, string | undefined> = {},
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.set(name, value);
  const queryString = search.size > 0 ? `?${search}` : "";
  return `${env().NEXT_PUBLIC_APP_URL}/api/twilio/voice/${route}${queryString}${retries}`;
}

export type MessageRoute = "incoming" | "status";

/** The public URL of a webhook about messages, as `voiceUrl`. */
export function messageUrl(route: MessageRoute, query: Record<string, string> = {}): string {
  const search = new URLSearchParams(query);
  const queryString = search.size > 0 ? `?${search}` : "";
  return `${env().NEXT_PUBLIC_APP_URL}/api/twilio/messages/${route}${queryString}${retries}`;
}

/** Fifteen seconds of music for who waits: after it Twilio asks what is next. */
export function waitingMusic(): string {
  return `${env().NEXT_PUBLIC_APP_URL}/sounds/waiting.wav`;
}

/** Everybody on a call hears that somebody listens: a file, as `unavailableTwiml`. */
export function supervisionTwiml(): string {
  return `${env().NEXT_PUBLIC_APP_URL}/twiml/supervision.xml`;
}

/** An apology that callers hear while Ringbook does not answer: a file, asked for with GET. */
export function unavailableTwiml(): string {
  return `${env().NEXT_PUBLIC_APP_URL}/twiml/unavailable.xml`;
}

/**
 * The query of `connect`: with `to` (E.164; "" for a colleague) and `record` the call goes on when
 * the database is away. `extension` (digits) is dialled once `to` has answered.
 */
export function connectQuery(call: {
  call_id: string;
  user_id?: string;
  to: string;
  extension: string;
  record: boolean;
}) {
  const { call_id, user_id: user, to, extension, record } = call;
  const ext = extension || undefined;
  const number = to || undefined;
  return { call: call_id, leg: "rep", user, to: number, ext, record: record ? "1" : undefined };
}
