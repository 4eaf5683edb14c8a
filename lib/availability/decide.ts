import type { Choice } from "@/lib/availability/schema";
import { addDays, dayOf, dayStart, momentOf } from "@/lib/core/time";

/** A row of `availability`; without one a person takes calls. */
export type Availability = {
  state: "available" | "away" | "offline";
  /** ISO 8601; null while away: until they say otherwise. */
  away_until: string | null;
};

/** Whether somebody takes calls at a moment, as everybody sees it. */
export type Presence =
  | { kind: "available" }
  | { kind: "on_call" }
  | { kind: "away"; until: string | null }
  | { kind: "offline" };

const minuteMs = 60_000;
const maxAwayMs = 366 * 24 * 60 * minuteMs;

/** A choice at a moment, in the company's time zone; null for a time that is past or too far. */
export function chosen(
  choice: Choice,
  until: string | undefined,
  now: Date,
  timeZone: string,
): Availability | null {
  const away = (moment: Date): Availability => ({
    state: "away",
    away_until: moment.toISOString(),
  });
  const later = (minutes: number) => away(new Date(now.getTime() + minutes * minuteMs));
  switch (choice) {
    case "available":
    case "away":
    case "offline":
      return { state: choice, away_until: null };
    case "away_30_minutes":
      return later(30);
    case "away_1_hour":
      return later(60);
    case "away_until_tomorrow":
      return away(new Date(dayStart(addDays(dayOf(now, timeZone), 1), timeZone)));
    case "away_until": {
      const moment = momentOf(until ?? "", timeZone);
      const inMs = moment ? Date.parse(moment) - now.getTime() : 0;
      return moment && inMs > 0 && inMs <= maxAwayMs ? away(new Date(moment)) : null;
    }
  }
}

/** As private.routed_people, but a call is named before what the person says. */
export function presenceAt(
  { availability, on_call }: { availability: Availability | null; on_call: boolean },
  now: Date,
): Presence {
  if (on_call) return { kind: "on_call" };
  const { state, away_until: until } = availability ?? { state: "available", away_until: null };
  if (state === "away" && until && Date.parse(until) <= now.getTime()) return { kind: "available" };
  return state === "away" ? { kind: state, until } : { kind: state };
}

/** Milliseconds until the first of these people is back from being away; null when none will be. */
export function msToNextChange(presences: Presence[], now: Date): number | null {
  const moments = presences.flatMap((one) =>
    one.kind === "away" && one.until ? [Date.parse(one.until)] : [],
  );
  return moments.length > 0 ? Math.min(...moments) - now.getTime() : null;
}
