import type { EntryState } from "@/lib/call-lists/schema";
import { resultWords } from "@/lib/call-lists/words";

/** So many contacts of a list that have all of this in common (public.call_list_figures). */
export type Figure = {
  list_id: string;
  state: string;
  reason: string | null;
  finished_by: string | null;
  disposition_id: string | null;
  outcome: string | null;
  entries: number;
};

/**
 * So many of those who wait may not be called for this reason, the first until a moment (ISO 8601);
 * without a reason they may be called now (public.call_list_reach).
 */
export type Reach = { reason: string | null; entries: number; first_at: string | null };

export type Progress = Record<EntryState, number> & { total: number };

/** How far a list is. */
export function progressOf(figures: readonly Figure[]): Progress {
  const count = (state: EntryState) => sum(figures.filter((one) => one.state === state));
  const states = {
    waiting: count("waiting"),
    claimed: count("claimed"),
    done: count("done"),
    skipped: count("skipped"),
  };
  return { ...states, total: sum(figures) };
}

/** Of a list's contacts in one state, how many there are by reason, the most first. */
export function reasonsOf(
  figures: readonly Figure[],
  state: EntryState,
): [string | null, number][] {
  return tally(
    figures.filter((one) => one.state === state),
    ({ reason }) => reason,
  );
}

/** So many of those who wait are counted, in the order in which they come (call_list_reach). */
export const maxReach = 2_000;

/** More wait than were counted. */
export function isPartOf(reach: readonly Reach[], waiting: number): boolean {
  const counted = sum(reach);
  return counted >= maxReach && waiting > counted;
}

/** A count as people read it: at least so many where only a part was counted. */
export function shownCount(count: number, isPart: boolean): string {
  return `${count.toLocaleString("en")}${isPart ? "+" : ""}`;
}

/** How many may be called now. */
export function callableNow(reach: readonly Reach[]): number {
  return reach.find(({ reason }) => reason === null)?.entries ?? 0;
}

/** What came of the calls, the most first. */
export function resultsOf(
  figures: readonly Figure[],
  labels: ReadonlyMap<string, string>,
): [string, number][] {
  return tally(figures.filter(isDone), (one) => resultWords(one, labels));
}

/** Each person's share of what is done, the most first, with their results. */
export function peopleOf(
  figures: readonly Figure[],
  labels: ReadonlyMap<string, string>,
): { person: string | null; done: number; results: [string, number][] }[] {
  const done = figures.filter(isDone);
  return tally(done, ({ finished_by }) => finished_by).map(([person, count]) => ({
    person,
    done: count,
    results: resultsOf(
      done.filter(({ finished_by }) => finished_by === person),
      labels,
    ),
  }));
}

const isDone = ({ state }: Figure) => state === "done";
const sum = (figures: readonly { entries: number }[]) =>
  figures.reduce((all, { entries }) => all + entries, 0);

function tally<Key>(figures: readonly Figure[], keyOf: (figure: Figure) => Key): [Key, number][] {
  const counts = new Map<Key, number>();
  for (const figure of figures) {
    counts.set(keyOf(figure), (counts.get(keyOf(figure)) ?? 0) + figure.entries);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
