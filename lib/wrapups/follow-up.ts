import { addDays } from "@/lib/core/time";
import { instantOf, wallOf } from "@/lib/tasks/repeat";

type Outcome = { label: string; follow_up: string; follow_up_minutes: number | null };

const minutesPerDay = 1440;
const maxCustomer = 120;

/**
 * The task that follows an outcome of a call with `customer` given at `now`: its title, and when it
 * is due (ISO). Whole days end at the same time of day in `timeZone`. Null where nothing follows.
 */
export function followUpTask(
  { label, follow_up, follow_up_minutes }: Outcome,
  customer: string,
  now: Date,
  timeZone: string,
): { title: string; due: string } | null {
  if (follow_up !== "task" && follow_up !== "call_again") return null;
  const who = customer.slice(0, maxCustomer);
  const act = follow_up === "task" ? `Follow up with ${who}` : `Call ${who} again`;
  const title = `${act} (${label})`;
  const minutes = follow_up_minutes ?? minutesPerDay;
  if (minutes === 0 || minutes % minutesPerDay !== 0) {
    return { title, due: new Date(now.getTime() + minutes * 60_000).toISOString() };
  }
  const [day = "", time] = wallOf(now.toISOString(), timeZone).split("T");
  const due = instantOf(`${addDays(day, minutes / minutesPerDay)}T${time}`, timeZone);
  return { title, due };
}
