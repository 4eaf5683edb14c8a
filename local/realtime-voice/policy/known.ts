import { dateOf, todayIn, zoneIn } from "@/local/realtime-voice/policy/dates";
import { bare, type Meaning } from "@/local/realtime-voice/policy/meaning";
import type { Slot } from "@/local/realtime-voice/policy/results";

/** What is known of what the caller wants, until it is done. */
export type Known = {
  wish: "book" | "move" | "cancel" | null;
  service: string | null;
  staff: string | null;
  /** YYYY-MM-DD */
  day: string | null;
  time: Meaning["time"];
  part: Meaning["part"];
  /** The booking that is to be moved or cancelled. */
  booking: string | null;
  offers: Slot[];
  /** What was read back and waits for a yes. */
  chosen: Slot | null;
  /** The name under which it is booked was asked for. */
  isNaming: boolean;
  isTakingMessage: boolean;
};

export const NOTHING: Known = {
  wish: null,
  service: null,
  staff: null,
  day: null,
  time: null,
  part: null,
  booking: null,
  offers: [],
  chosen: null,
  isNaming: false,
  isTakingMessage: false,
};

const SERVICES =
  /\b(haircut|beard trim|manicure|massage|consultation|tuns|vopsit|masaj|manichiura)\b/;
const STAFF = /\b(?:with|cu|is|este) (ana|maria|elena|andrei)\b/;

/** Keeps what was said of a booking; another day or time puts aside what was offered. */
export function note(
  known: Known,
  meaning: Meaning,
  { services, instructions }: { services: string[]; instructions: string },
): void {
  const { wish, day, time, part, rank } = meaning;
  if (wish === "move" || wish === "cancel" || (wish === "book" && known.wish === null)) {
    known.wish = wish;
  }
  const said = ` ${bare(meaning.text)} `;
  const named = services.find((name) => said.includes(` ${bare(name)} `));
  known.service = named ?? SERVICES.exec(said)?.[1] ?? known.service;
  known.staff = STAFF.exec(said)?.[1] ?? known.staff;
  if (day) {
    forgetTime(known);
    known.day = dateOf(day, todayIn(instructions));
  }
  if (rank !== null || chosenOf(known.offers, meaning, instructions)) return;
  if (time) Object.assign(known, { time, chosen: null, offers: [] });
  if (part) Object.assign(known, { part, chosen: null, offers: [] });
}

export function forgetTime(known: Known): void {
  Object.assign(known, { day: null, time: null, part: null, offers: [], chosen: null });
}

/** Which of the offers is meant, by its place or by its time where the company is. */
export function chosenOf(
  offers: Slot[],
  { rank, time }: Meaning,
  instructions: string,
): Slot | null {
  if (offers.length === 0) return null;
  if (rank !== null) return offers.at(rank) ?? null;
  if (!time) return null;
  const timeZone = zoneIn(instructions);
  return offers.find(({ starts_at }) => clockAt(starts_at, timeZone) === clockOf(time)) ?? null;
}

export function clockOf({ hour, minute }: NonNullable<Meaning["time"]>): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function clockAt(moment: string, timeZone: string): string {
  if (Number.isNaN(Date.parse(moment))) return "";
  const options = { timeStyle: "short", timeZone } as const;
  return new Intl.DateTimeFormat("en-GB", options).format(new Date(moment));
}
