import { randomUUID } from "node:crypto";
import { readSignedToken, signToken } from "@/lib/core/signed-token";

/** Whose browser may open a socket at an agent's process, and what for. */
export type SoundGrant = {
  tenant_id: string;
  user_id: string;
  /** A live talk to listen to; null: to try a draft by voice. */
  session_id: string | null;
  /** The process that it is for, as its heartbeat has it. */
  url: string;
  /** It ends with this sign-in (auth.sessions); null for a token of another issuer. */
  sign_in: string | null;
};

const validSeconds = 30;
const trial = "trial";

const column = "agent_sound";

/** What a browser shows as its socket opens. It serves once: `UsedTokens`. */
export function soundToken(grant: SoundGrant, now: Date): string {
  const { tenant_id, user_id, session_id, url, sign_in } = grant;
  const until = Math.floor(now.getTime() / 1000) + validSeconds;
  const parts = [session_id ?? trial, url, sign_in ?? "", randomUUID()];
  return signToken(column, [tenant_id, user_id, ...parts], until);
}

/** What a token allows; null for one that we have not made, that is over, or was used here. */
export function readSoundToken(token: string, now: Date, used: UsedTokens): SoundGrant | null {
  const read = readSignedToken(column, token, 6, now);
  if (!read) return null;
  const [tenant_id = "", user_id = "", session = "", url = "", signIn = "", id = ""] = read.parts;
  if (!used.use(id, read.until * 1000, now)) return null;
  const session_id = session === trial ? null : session;
  return { tenant_id, user_id, session_id, url, sign_in: signIn || null };
}

/** The tokens that were shown to this process, for as long as they are valid. */
export class UsedTokens {
  private readonly until = new Map<string, number>();

  /** False where it was used before. */
  use(id: string, until: number, now: Date): boolean {
    for (const [known, end] of this.until) if (end <= now.getTime()) this.until.delete(known);
    if (this.until.has(id)) return false;
    this.until.set(id, until);
    return true;
  }
}
