import "server-only";
import type { Db } from "@/lib/supabase/server";
import { addDays, dayOf, dayStart } from "@/lib/time";

/**
 * What became of the calls of today, of seven days and of thirty, each with today, by the calendar of `timeZone`: all calls of
 * the tenant, or those of one person. Talk is in seconds.
 */
export async function countCalls(
  db: Db,
  at: { now: Date; timeZone: string },
  person?: string,
): Promise<CallFigures[]> {
  const today = dayOf(at.now, at.timeZone);
  const { data, error } = await db.rpc("call_figures", {
    today: dayStart(today, at.timeZone),
    week: dayStart(addDays(today, -6), at.timeZone),
    month: dayStart(addDays(today, -29), at.timeZone),
    ...(person && { person }),
  });
  if (error) throw new Error("The calls could not be counted", { cause: error });
  return data;
}

export type CallFigures = {
  period: string;
  calls: number;
  connected: number;
  missed: number;
  talk_seconds: number;
};
