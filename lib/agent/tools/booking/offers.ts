import { minutesOf } from "@/lib/booking/grid";
import type { Slot } from "@/lib/booking/slots";

export const parts = ["morning", "afternoon", "evening"] as const;
export type PartOfDay = (typeof parts)[number];

/** Minutes since midnight. */
const limits: Record<PartOfDay, [from: number, until: number]> = {
  morning: [0, 12 * 60],
  afternoon: [12 * 60, 17 * 60],
  evening: [17 * 60, 24 * 60],
};

export const maxOffers = 3;
/** Offers lie this far apart where there is a choice: nobody is helped by 9:00, 9:15 and 9:30. */
const apartMs = 60 * 60_000;

type Wish = { part?: PartOfDay | undefined; clock?: string | undefined };

/** The times to offer, at most three: what is wished for, or what comes next to it. */
export function pickOffers(slots: Slot[], { part, clock }: Wish, timeZone: string): Slot[] {
  const minutes = ({ starts_at }: Slot) => minutesOf(new Date(starts_at), timeZone);
  const inPart = slots.filter((slot) => {
    if (!part) return true;
    const [from, until] = limits[part];
    return minutes(slot) >= from && minutes(slot) < until;
  });
  // One of each moment: who does it first.
  const times = inPart.filter(
    ({ starts_at }, at) => inPart.findIndex((other) => other.starts_at === starts_at) === at,
  );
  if (clock) return nearest(times, clock, minutes);
  const picked: Slot[] = [];
  for (const slot of times) {
    const last = picked.at(-1);
    const isApart = !last || Date.parse(slot.starts_at) - Date.parse(last.starts_at) >= apartMs;
    if (isApart && picked.length < maxOffers) picked.push(slot);
  }
  const rest = times.filter((slot) => !picked.includes(slot)).slice(0, maxOffers - picked.length);
  return inOrder([...picked, ...rest]);
}

function nearest(slots: Slot[], clock: string, minutes: (slot: Slot) => number): Slot[] {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  const off = (slot: Slot) => Math.abs(minutes(slot) - hour * 60 - minute);
  const exact = slots.find((slot) => off(slot) === 0);
  if (exact) return [exact];
  return inOrder(slots.toSorted((one, other) => off(one) - off(other)).slice(0, maxOffers));
}

const inOrder = (slots: Slot[]) =>
  slots.toSorted((one, other) => one.starts_at.localeCompare(other.starts_at));
