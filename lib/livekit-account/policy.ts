import { createHash } from "node:crypto";
import { Remembered } from "@/lib/core/remembered";
import type { Db } from "@/lib/db/supabase/server";

/** Less than a page waits before it is loaded again (components/softphone/use-rooms-here.ts). */
const freshMs = 3_000;
/** Where rooms are changes seldom: so old an answer serves while a newer one is asked for. */
const usableMs = 60_000;
/** Without an answer the page could not reach its rooms: as long as a page waits for its data. */
const timeoutMs = 5_000;
const remembered = new Remembered<string | null>(2_000);

/**
 * Where the rooms of the person's company are (wss://<host>), for the policy of their pages; null
 * where calls don't reach the browser in rooms. Asked with the session, so that nobody learns
 * another company's, and at most every three seconds: a page that is loaded again waits for it, any
 * other is given what was known, and `later` asks. While it can't be read, what was known serves
 * on.
 */
export async function roomsUrl(
  person: Person,
  now: number,
  { isReload, later }: { isReload: boolean; later: (work: Promise<unknown>) => void },
): Promise<string | null> {
  const key = createHash("sha256").update(person.accessToken).digest("base64url");
  const known = remembered.get(key);
  const age = known ? now - known.at : Number.POSITIVE_INFINITY;
  if (known && age < freshMs) return known.thing;
  if (!known || isReload || age >= usableMs) return askFor(person, key, now);
  later(askFor(person, key, now));
  return known.thing;
}

type Person = { db: Db; accessToken: string };

async function askFor({ db }: Person, key: string, now: number): Promise<string | null> {
  const { data, error } = await db
    .from("livekit_accounts")
    .select("url")
    .eq("is_on", true)
    .abortSignal(AbortSignal.timeout(timeoutMs))
    .maybeSingle();
  if (error) return remembered.get(key)?.thing ?? null;
  const url = data?.url ?? null;
  remembered.set(key, url, now);
  return url;
}
