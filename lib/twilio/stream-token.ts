import { equalInConstantTime, keyedHashes } from "@/lib/core/crypto";

/** A stream that may be opened: of this leg of a call, at this place of its route. */
export type StreamGrant = {
  tenant_id: string;
  call_id: string;
  call_sid: string;
  version_id: string;
  place: string;
  /** The caller has heard the recording notice. */
  noticed: boolean;
  /** The call is not to be recorded. */
  unrecorded: boolean;
};

/** Twilio opens the stream once what comes before it, as a greeting, was played. */
const validSeconds = 15 * 60;

const place = (tenantId: string) => ({ tenantId, column: "agent_streams" });

/**
 * What the stream of a call shows us as it starts, below the 500 characters that a parameter may
 * have. It serves once: machine.begin_agent_session.
 */
export function streamToken(grant: StreamGrant, now: Date): string {
  const until = Math.floor(now.getTime() / 1000) + validSeconds;
  const { tenant_id, call_id, call_sid, version_id, noticed, unrecorded } = grant;
  const flags = `${noticed ? "n" : ""}${unrecorded ? "u" : ""}`;
  const text = [tenant_id, call_id, call_sid, version_id, grant.place, flags, until].join("~");
  const [signature = ""] = keyedHashes(text, place(tenant_id));
  return `${text}~${signature}`;
}

/** What a token allows; null for one that we have not made, or that is over. */
export function readStreamToken(token: string, now: Date): StreamGrant | null {
  const parts = token.split("~");
  const [tenant_id = "", call_id = "", call_sid = "", version_id = "", at = ""] = parts;
  const [flags = "", until = "", signature = ""] = parts.slice(5);
  if (parts.length !== 8 || !/^\d{1,12}$/.test(until)) return null;
  if (Number(until) * 1000 <= now.getTime()) return null;
  const text = parts.slice(0, 7).join("~");
  const isOurs = keyedHashes(text, place(tenant_id)).some((own) =>
    equalInConstantTime(own, signature),
  );
  if (!isOurs) return null;
  const heard = { noticed: flags.includes("n"), unrecorded: flags.includes("u") };
  return { tenant_id, call_id, call_sid, version_id, place: at, ...heard };
}
