import "server-only";
import { type Days, daysOf } from "@/lib/call-log/period";
import type { LogFilters } from "@/lib/call-log/schema";
import { columnsOf } from "@/lib/call-log/status";
import { Remembered } from "@/lib/core/remembered";
import { addDays, dayOf, dayStart } from "@/lib/core/time";
import type { Db } from "@/lib/db/supabase/server";

export type Counts = { calls: number; connected: number; missed: number; talk_seconds: number };
export type CallFigures = Counts & { period: string };

/** Which calls are counted; all of the tenant's where nothing is said. */
export type Counted = Pick<LogFilters, "person" | "direction" | "outcome" | "number" | "said">;

/**
 * The days before today are counted again after this: what happened then hardly changes any more.
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

/** How the database's functions say "asks for an outcome and has none". */
const noOutcome = "00000000-0000-0000-0000-000000000000";

/** What people say came of a call, as the database's functions take it. */
export const saidArgument = ({ said }: Pick<LogFilters, "said">) =>
  said === "none" ? noOutcome : said;

function argumentsOf({ person, number, said, ...filters }: Counted) {
  const { direction, outcome } = columnsOf(filters);
  return {
    ...(said && { said: saidArgument({ said }) }),
    ...(person && { person }),
    ...(direction && { way: direction }),
    ...(outcome && { ended_as: outcome }),
    ...(number && { line: number }),
  };
}

/**
 * What became of the calls of today, of seven days and of thirty, each with today, by the calendar
 * of `timeZone`. Talk is in seconds. Today is as it is now, the days before as they were up to a
 * minute ago.
 */
export async function countCalls(
  db: Db,
  at: { tenantId: string; now: Date; timeZone: string },
  counted: Counted = {},
): Promise<CallFigures[]> {
  const day = dayOf(at.now, at.timeZone);
  const today = dayStart(day, at.timeZone);
  const key = JSON.stringify([at.tenantId, argumentsOf(counted), today]);
  // Of internal calls, each person sees others.
  const isShared = counted.direction !== "internal";
  const known = isShared ? past.get(key) : undefined;
  const fresh = known && at.now.getTime() - known.at < pastMs ? known.thing : undefined;
  const { data, error } = await db.rpc("call_figures", {
    today,
    week: fresh ? today : dayStart(addDays(day, -6), at.timeZone),
    month: fresh ? today : dayStart(addDays(day, -29), at.timeZone),
    ...argumentsOf(counted),
  });
  if (error) throw new Error("The calls could not be counted", { cause: error });
  if (fresh) return data.map((figures, index) => combine(figures, fresh[index], 1));
  const ofToday = data[0];
  if (isShared) {
    past.set(
      key,
      data.map((figures) => combine(figures, ofToday, -1)),
      at.now.getTime(),
    );
  }
  return data;
}

/** The moments between which days are, in a time zone. */
function momentsOf({ from, to }: Days, timeZone: string) {
  return {
    since: from ? dayStart(from, timeZone) : "-infinity",
    until: to ? dayStart(addDays(to, 1), timeZone) : "infinity",
  };
}

/** What became of the calls of some days of `timeZone`. */
export async function countCallsOf(
  db: Db,
  days: Days,
  timeZone: string,
  counted: Counted,
): Promise<Counts> {
  const { since, until } = momentsOf(days, timeZone);
  const asked = { today: since, week: since, month: since, until, ...argumentsOf(counted) };
  const { data, error } = await db.rpc("call_figures", asked);
  if (error) throw new Error("The calls could not be counted", { cause: error });
  return data[0] ?? { calls: 0, connected: 0, missed: 0, talk_seconds: 0 };
}

/** The days chosen, else the last thirty. */
function daysCounted(filters: LogFilters, at: { now: Date; timeZone: string }): Days {
  const today = dayOf(at.now, at.timeZone);
  const chosen = daysOf(filters, today);
  return chosen.from || chosen.to ? chosen : daysOf({ period: "month" }, today);
}

/**
 * How many calls of these ask for an outcome, and how many were given one. Without days it is the
 * last thirty.
 */
export async function countOutcomes(
  db: Db,
  filters: LogFilters,
  at: { now: Date; timeZone: string },
): Promise<{ asked: number; given: number }> {
  const { said: _, ...counted } = filters;
  const { data, error } = await db.rpc("outcome_figures", {
    ...momentsOf(daysCounted(filters, at), at.timeZone),
    ...argumentsOf(counted),
  });
  if (error) throw new Error("The outcomes could not be counted", { cause: error });
  return data[0] ?? { asked: 0, given: 0 };
}

/**
 * The same for each person who had calls, and for nobody (null); nothing for reps. Without days
 * it is the last thirty.
 */
export async function countCallsByPerson(
  db: Db,
  filters: LogFilters,
  at: { now: Date; timeZone: string },
) {
  const { data, error } = await db.rpc("call_figures_by_person", {
    ...momentsOf(daysCounted(filters, at), at.timeZone),
    ...argumentsOf(filters),
  });
  if (error) throw new Error("The calls could not be counted", { cause: error });
  return data;
}
