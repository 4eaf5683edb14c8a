import "server-only";
import { Remembered } from "@/lib/core/remembered";
import { audioKey } from "@/lib/files/key";
import { isStored } from "@/lib/files/storage";

/** How long an answer counts: a file that is there does not get lost often. */
const freshMs = { there: 60_000, missing: 5_000 };
/** Until then, one that was there counts as there while it is looked for again. */
const usableMs = 10 * 60_000;

const known = new Remembered<boolean>(5_000);
const asking = new Map<string, Promise<boolean>>();

function look(key: string, timeoutMs: number): Promise<boolean> {
  const going = asking.get(key);
  if (going) return going;
  const looked = isStored(key, timeoutMs).then((isThere) => {
    known.set(key, isThere, Date.now());
    asking.delete(key);
    return isThere;
  });
  asking.set(key, looked);
  return looked;
}

async function isThere(key: string, timeoutMs: number): Promise<boolean> {
  const last = known.get(key);
  const age = Date.now() - (last?.at ?? 0);
  if (last && age < (last.thing ? freshMs.there : freshMs.missing)) return last.thing;
  const looked = look(key, timeoutMs);
  return last?.thing && age < usableMs ? true : looked;
}

/**
 * The audio files of these that cannot be had, so that a call that would play them says their words
 * instead. The storage is asked at most once a minute for each; without an answer in time, the file
 * is missing.
 */
export async function missingAudio(
  tenantId: string,
  ids: readonly string[],
  timeoutMs: number,
): Promise<ReadonlySet<string>> {
  const all = await Promise.all(
    [...new Set(ids)].map(async (id) => {
      return (await isThere(audioKey(tenantId, id), timeoutMs)) ? [] : [id];
    }),
  );
  return new Set(all.flat());
}
