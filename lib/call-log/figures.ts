import "server-only";
import { Remembered } from "@/lib/core/remembered";
import { addDays, dayOf, dayStart } from "@/lib/core/time";
import type { Db } from "@/lib/db/supabase/server";

export type CallFigures = {
  period: string;
  calls: number;
  connected: number;
  missed: number;
  talk_seconds: number;
};

/**
 * The days before today are counted anew after this: what happened then hardly changes any more.
 */
const pastMs = 60_000;
const past = new Remembered<CallFigures[]>(1_000);

const combine = (one: CallFigures, other: CallFigures | undefined, sign: 1 | -1): CallFigures => ({
  period: one.period,
  calls: one.calls + sign * (other?.calls ?? 0),
  connected: one.connected + sign * (other?.connected ?? 0),
  missed: one.missed + sign * (other?.missed ?? 0),
  talk_seconds: one.talk_seconds + sign * (other?.talk_seconds ?? 0),
});

/**
 * What became of the calls of today, of seven days and of thirty, each with today, by the calendar
 * of `timeZone`: all calls of the tenant, or those of one person. Talk is in seconds. Today is as
 * it is now, the days before as they were up to a minute ago.
 */
export async function countCalls(
  db: Db,
  at: { tenantId: string; now: Date; timeZone: string },
  person?: string,
): Promise<CallFigures[]> {
  const day = dayOf(at.now, at.timeZone);
  const today = dayStart(day, at.timeZone);
  const key = [at.tenantId, person ?? "all", today].join(" ");
  const known = past.get(key);
  const fresh = known && at.now.getTime() - known.at < pastMs ? known.thing : undefined;
  const { data, error } = await db.rpc("call_figures", {
    today,
    week: fresh ? today : dayStart(addDays(day, -6), at.timeZone),
    month: fresh ? today : dayStart(addDays(day, -29), at.timeZone),
    ...(person && { person }),
  });
  if (error) throw new Error("The calls could not be counted", { cause: error });
  if (fresh) return data.map((figures, index) => combine(figures, fresh[index], 1));
  const ofToday = data[0];
  past.set(
    key,
    data.map((figures) => combine(figures, ofToday, -1)),
    at.now.getTime(),
  );
  return data;
}
