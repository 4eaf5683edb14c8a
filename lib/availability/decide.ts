import { isWithin, nextBoundary, type OwnHours } from "@/lib/availability/hours";
import type { Choice } from "@/lib/availability/schema";
import { addDays, dayOf, dayStart, momentOf } from "@/lib/core/time";

/** A row of `availability`; without one a person takes calls. */
export type Availability = {
  state: "available" | "busy" | "away" | "offline";
  /** ISO 8601; null while away or busy: until they say otherwise. */
  away_until: string | null;
};

/** Whether somebody takes calls at a moment, as everybody sees it. */
export type Presence =
  | { kind: "available" }
  | { kind: "on_call" }
  /** Just after one: until then nobody rings them. */
  | { kind: "after_call"; until: string }
  | { kind: "outside_hours" }
  | { kind: "busy"; until: string | null }
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
  const typed = (state: "away" | "busy"): Availability | null => {
    const moment = momentOf(until ?? "", timeZone);
    const inMs = moment ? Date.parse(moment) - now.getTime() : 0;
    return moment && inMs > 0 && inMs <= maxAwayMs ? { state, away_until: iso(moment) } : null;
  };
  const later = (minutes: number) => away(new Date(now.getTime() + minutes * minuteMs));
  switch (choice) {
    case "available":
    case "busy":
    case "away":
    case "offline":
      return { state: choice, away_until: null };
    case "away_30_minutes":
      return later(30);
    case "away_1_hour":
      return later(60);
    case "away_until_tomorrow":
      return away(new Date(dayStart(addDays(dayOf(now, timeZone), 1), timeZone)));
    case "away_until":
      return typed("away");
    case "busy_until":
      return typed("busy");
  }
}

const iso = (moment: string) => new Date(moment).toISOString();

/** What a person's presence is made of. */
export type Known = {
  availability: Availability | null;
  on_call: boolean;
  /** ISO 8601: until when they finish their last call. */
  after_call_until: string | null;
  own_hours: OwnHours | null;
};

/** Of somebody of whom nothing is stored. */
export const unknown: Known = {
  ...{ availability: null, on_call: false, after_call_until: null, own_hours: null },
};

const isAhead = (iso: string | null, now: Date): iso is string =>
  iso !== null && Date.parse(iso) > now.getTime();

/** As private.routed_people, but a call is named before what the person says. */
export function presenceAt(known: Known, now: Date): Presence {
  if (known.on_call) return { kind: "on_call" };
  const { state, away_until: until } = known.availability ?? {
    state: "available",
    away_until: null,
  };
  if (state === "offline") return { kind: state };
  const isOut = until === null || isAhead(until, now);
  if ((state === "away" || state === "busy") && isOut) return { kind: state, until };
  if (known.own_hours && !isWithin(known.own_hours, now)) return { kind: "outside_hours" };
  const { after_call_until } = known;
  if (isAhead(after_call_until, now)) return { kind: "after_call", until: after_call_until };
  return { kind: "available" };
}

/** Milliseconds until the presence of one of these people changes by itself; null: it does not. */
export function msToNextChange(people: Known[], now: Date): number | null {
  const moments = people.flatMap(({ availability, after_call_until, own_hours }) => [
    availability?.away_until ?? null,
    after_call_until,
    own_hours && (nextBoundary(own_hours, now)?.toISOString() ?? null),
  ]);
  const ahead = moments.filter((iso) => isAhead(iso, now)).map((iso) => Date.parse(iso));
  return ahead.length > 0 ? Math.min(...ahead) - now.getTime() : null;
}
