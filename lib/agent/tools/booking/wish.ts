import type { Speaker } from "@/lib/agent/tools/booking/speak";
import type { BookingFacts } from "@/lib/booking/facts";
import { weekdayOf } from "@/lib/booking/hours";
import { addDays } from "@/lib/core/time";

/** From which day on (YYYY-MM-DD) a time is looked for, and at what time where one was said. */
export type DayWish =
  | { kind: "day"; day: string; clock: string | undefined }
  | { kind: "ask"; say: string; day?: string };

type Said = { day?: string | undefined; from?: string | undefined; time?: string | undefined };

/** Reads the day and the time that a caller has said; asks back where either may mean another. */
export function readWish(
  { spoken, words, today, hearDay, hearClock }: Speaker,
  { settings, week }: BookingFacts,
  { day, from, time }: Said,
): DayWish {
  const said = day || from;
  const heard = said ? hearDay(said) : { day: today, sure: true };
  if (!heard) return { kind: "ask", say: words.whichDay };
  if (heard.day < today) return { kind: "ask", say: words.dayPassed };
  if (heard.day > addDays(today, settings.ahead_days)) {
    return { kind: "ask", say: words.tooFar(spoken.number(settings.ahead_days)) };
  }
  if (!heard.sure) {
    // A day of the next weeks, with its date: "tomorrow" would not tell it apart.
    const say = words.didYouMean(spoken.day(heard.day, today));
    return { kind: "ask", say, day: heard.day };
  }
  const spans = week?.[weekdayOf(heard.day)] ?? [];
  const [first, last] = [spans[0], spans.at(-1)];
  const open = first && last && { from: first.from, until: last.until };
  const clock = time ? (hearClock(time, open) ?? undefined) : undefined;
  return { kind: "day", day: heard.day, clock };
}
