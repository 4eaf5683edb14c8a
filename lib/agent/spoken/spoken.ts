/** A day that was said (YYYY-MM-DD); what may mean another one is asked back. */
export type DayHeard = { day: string; sure: boolean };
/** A time of day that was said (HH:MM); what may mean another one is asked back. */
export type ClockHeard = { clock: string; sure: boolean };

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
  hearClock(text: string, open?: OpenTime): ClockHeard | null;
  /** The digits of a phone number, with + where it was said. */
  hearDigits(text: string): string;
};

/** In small letters, without diacritics or what stands between words. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}:.+]+/gu, " ")
    .replace(/\.(?!\d)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

export const two = (value: number) => String(value).padStart(2, "0");

/**
 * What an hour without a half of the day means: the one at which it is open. Unsure where it is
 * open at both, or at neither.
 */
export function byOpening(hour: number, minute: number, open: OpenTime | undefined): ClockHeard {
  const [early, late] = [hour % 12, (hour % 12) + 12].map((each) => `${two(each)}:${two(minute)}`);
  const isOpen = (clock = "") => !!open && open.from <= clock && clock < open.until;
  const asSaid = `${two(hour)}:${two(minute)}`;
  if (hour === 0 || hour > 12) return { clock: asSaid, sure: true };
  if (isOpen(late) && !isOpen(early)) return { clock: late ?? asSaid, sure: true };
  if (isOpen(early) && !isOpen(late)) return { clock: early ?? asSaid, sure: true };
  // Nobody is booked before seven in the morning.
  const likely = hour % 12 < 7 ? late : early;
  return { clock: likely ?? asSaid, sure: false };
}
