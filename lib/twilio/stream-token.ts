import { readSignedToken, signToken } from "@/lib/core/signed-token";

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

const column = "agent_streams";

/**
 * What the stream of a call shows us as it starts, below the 500 characters that a parameter may
 * have. It serves once: machine.begin_agent_session.
 */
export function streamToken(grant: StreamGrant, now: Date): string {
  const until = Math.floor(now.getTime() / 1000) + validSeconds;
  const { tenant_id, call_id, call_sid, version_id, noticed, unrecorded } = grant;
  const flags = `${noticed ? "n" : ""}${unrecorded ? "u" : ""}`;
  const parts = [call_id, call_sid, version_id, grant.place, flags];
  return signToken(column, [tenant_id, ...parts], until);
}

/** What a token allows; null for one that we have not made, or that is over. */
export function readStreamToken(token: string, now: Date): StreamGrant | null {
  const read = readSignedToken(column, token, 6, now);
  if (!read) return null;
  const [tenant_id = "", call_id = "", call_sid = "", version_id = "", place = ""] = read.parts;
  const [flags = ""] = read.parts.slice(5);
  const heard = { noticed: flags.includes("n"), unrecorded: flags.includes("u") };
  return { tenant_id, call_id, call_sid, version_id, place, ...heard };
}
