import { randomUUID } from "node:crypto";
import { equalInConstantTime, keyedHashes } from "@/lib/core/crypto";

/** Whose browser may open a socket at an agent's process, and what for. */
export type SoundGrant = {
  tenant_id: string;
  user_id: string;
  /** A live talk to listen to; null: to try a draft by voice. */
  session_id: string | null;
  /** The process that it is for, as its heartbeat has it. */
  url: string;
};

const validSeconds = 30;
const trial = "trial";

const place = (tenantId: string) => ({ tenantId, column: "agent_sound" });

/** What a browser shows as its socket opens. It serves once: `UsedTokens`. */
export function soundToken(grant: SoundGrant, now: Date): string {
  const { tenant_id, user_id, session_id, url } = grant;
  const until = Math.floor(now.getTime() / 1000) + validSeconds;
  const text = [tenant_id, user_id, session_id ?? trial, url, randomUUID(), until].join("~");
  const [signature = ""] = keyedHashes(text, place(tenant_id));
  return `${text}~${signature}`;
}

/** What a token allows; null for one that we have not made, that is over, or was used here. */
export function readSoundToken(token: string, now: Date, used: UsedTokens): SoundGrant | null {
  const parts = token.split("~");
  const [tenant_id = "", user_id = "", session = "", url = ""] = parts;
  const [id = "", until = "", signature = ""] = parts.slice(4);
  if (parts.length !== 7 || !/^\d{1,12}$/.test(until)) return null;
  if (Number(until) * 1000 <= now.getTime()) return null;
  const text = parts.slice(0, 6).join("~");
  const isOurs = keyedHashes(text, place(tenant_id)).some((own) =>
    equalInConstantTime(own, signature),
  );
  if (!isOurs || !used.use(id, Number(until) * 1000, now)) return null;
  return { tenant_id, user_id, session_id: session === trial ? null : session, url };
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
