import { two } from "@/lib/core/time";

/** A day that was said (YYYY-MM-DD); what may mean another one is asked back. */
export type DayHeard = { day: string; sure: boolean };

/** Times of day (HH:MM) between which it is open: what "at three" means. */
export type OpenTime = { from: string; until: string };

/** A language in which an agent reads back what it has booked, and understands what is said. */
export type Spoken = {
  /** A number up to 999,999 in words. */
  number(value: number): string;
  /** A day (YYYY-MM-DD) as it is said on another: "tomorrow", "Thursday, December fourth". */
  day(day: string, today: string): string;
  /** A time of day (HH:MM): "three thirty PM". */
  clock(clock: string): string;
  /** "Thursday, December fourth, at three PM". */
  when(day: string, clock: string, today: string): string;
  duration(minutes: number): string;
  /** In the smallest unit of a currency (ISO 4217) that has `digits` after the point. */
  price(minor: number, currency: string, digits: number): string;
  /** A number (E.164 or as people write it) digit by digit, in groups. */
  phone(number: string): string;
  /** Names one after the other: "a, b or c". */
  either(words: string[]): string;
  hearDay(text: string, today: string): DayHeard | null;
  /** A time of day (HH:MM). */
  hearClock(text: string, open?: OpenTime): string | null;
  /** The digits of a phone number, with + where it was said. */
  hearDigits(text: string): string;
};

/** In small letters, without diacritics or what stands between words. */
export function foldWords(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}:.+]+/gu, " ")
    .replace(/\.(?!\d)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * What an hour (HH:MM) without a half of the day means: the one at which it is open. The likelier
 * one where it is open at both, or at neither.
 */
export function byOpening(hour: number, minute: number, open: OpenTime | undefined): string {
  const clock = (at: number) => `${two(at)}:${two(minute)}`;
  if (hour === 0 || hour > 12) return clock(hour);
  const [early, late] = [clock(hour % 12), clock((hour % 12) + 12)];
  const isOpen = (at: string) => !!open && open.from <= at && at < open.until;
  if (isOpen(late) !== isOpen(early)) return isOpen(late) ? late : early;
  // Nobody is booked before seven in the morning.
  return hour % 12 < 7 ? late : early;
}
