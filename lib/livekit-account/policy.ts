import { createHash } from "node:crypto";
import { Remembered } from "@/lib/core/remembered";
import type { Db } from "@/lib/db/supabase/server";

/** Less than a page waits before it is loaded again (components/softphone/use-rooms-here.ts). */
const freshMs = 3_000;
/** Without an answer the page could not reach its rooms: as long as a page waits for its data. */
const timeoutMs = 5_000;
const remembered = new Remembered<string | null>(2_000);

/**
 * Where the rooms of the person's company are (wss://<host>), for the policy of their pages; null
 * where calls don't reach the browser in rooms. Asked with the session, so that nobody learns
 * another company's, and at most every three seconds. While it can't be read, what was known serves
 * on.
 */
export async function roomsUrl(
  { db, accessToken }: { db: Db; accessToken: string },
  now: number,
): Promise<string | null> {
  const key = createHash("sha256").update(accessToken).digest("base64url");
  const known = remembered.get(key);
  if (known && now - known.at < freshMs) return known.thing;
  const { data, error } = await db
    .from("livekit_accounts")
    .select("url")
    .eq("is_on", true)
    .abortSignal(AbortSignal.timeout(timeoutMs))
    .maybeSingle();
  if (error) return known?.thing ?? null;
  const url = data?.url ?? null;
  remembered.set(key, url, now);
  return url;
}
