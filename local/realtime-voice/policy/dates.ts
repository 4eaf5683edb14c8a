import type { Meaning } from "@/local/realtime-voice/policy/meaning";

const DAY_MS = 86_400_000;

/** Today, as the instructions have it (a date written 2026-11-30), else by this machine's clock. */
export function todayIn(instructions: string): Date {
  const written = /\b(\d{4}-\d{2}-\d{2})\b/.exec(instructions)?.[1];
  return new Date(`${written ?? new Date().toISOString().slice(0, 10)}T00:00:00Z`);
}

/** The date that is meant, as YYYY-MM-DD; a day of the week is the next one after today. */
export function dateOf(day: NonNullable<Meaning["day"]>, today: Date): string {
  if ("fromToday" in day) return shown(today, day.fromToday);
  const until = (day.weekday - today.getUTCDay() + 7) % 7 || 7;
  if (!day.isNext) return shown(today, until);
  const sinceMonday = (today.getUTCDay() + 6) % 7;
  return shown(today, 7 - sinceMonday + ((day.weekday + 6) % 7));
}

function shown(today: Date, days: number): string {
  return new Date(today.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** The company's time zone, as the instructions have it. */
export function zoneIn(instructions: string): string {
  return /\b([A-Z][a-z]+\/[A-Z]\w+)\b/.exec(instructions)?.[1] ?? "UTC";
}
