import type { Reach } from "@/lib/call-lists/progress";
import type { EntryState } from "@/lib/call-lists/schema";
import { callOutcomes, outcomeNames } from "@/lib/call-log/words/call";
import { formatWhen } from "@/lib/core/time";

/** What a person says when they skip a contact. */
export const skipReasons = {
  not_a_fit: "Not a fit",
  wrong_details: "Wrong details",
  already_spoken: "Already spoken to",
  other: "Other",
} as const;

/** As call_list_entries.reason is checked. */
const reasonNames: Record<string, string> = {
  ...skipReasons,
  do_not_call: "On the do-not-call list",
  no_number: "No number",
  archived: "Archived",
  called_recently: "Called recently",
  hours: "Outside calling hours",
  on_call: "On a call with a colleague",
  just_called: "Called moments ago",
  retry: "To be called again",
  not_reached: "Your phone wasn't reached",
  not_allowed: "Calls to their number aren't allowed",
};

/** Why a contact was skipped, or waits. */
export function reasonWords(reason: string | null): string {
  return (reason && reasonNames[reason]) ?? "Not tried yet";
}

/** Who wait only until a moment, which is worth saying. */
const waits = ["hours", "retry", "not_reached"];

/**
 * Of those who wait in a list, whether they may be called now or why not, and until when the first
 * of them have to wait; those who may be called now first, then the most.
 */
export function reachWords(
  reach: readonly Reach[],
  { skip_called_days: within }: { skip_called_days: number | null },
  timeZone: string,
  now?: Date,
): { words: string; hint: string | null; entries: number }[] {
  const isNow = ({ reason }: Reach) => (reason === null ? 1 : 0);
  const sorted = [...reach].sort((a, b) => isNow(b) - isNow(a) || b.entries - a.entries);
  return sorted.map(({ reason, entries, first_at }) => ({
    entries,
    words:
      reason === null
        ? "Can be called now"
        : reason === "called_recently" && within !== null
          ? `Called within ${daysAgo(within)}`
          : reasonWords(reason),
    hint:
      reason && first_at && waits.includes(reason)
        ? `The first ${reason === "hours" ? "can be called from" : "is due"} ${inSentence(formatWhen(first_at, timeZone, now))}`
        : null,
  }));
}

const daysAgo = (within: number) => (within === 1 ? "a day" : `${within} days`);
const inSentence = (when: string) => when.replace(/^Today/, "today");

export const stateNames: Record<string, string> = {
  active: "Active",
  paused: "Paused",
  finished: "Finished",
};

export const entryStateNames: Record<EntryState, string> = {
  waiting: "To call",
  claimed: "Being called",
  done: "Done",
  skipped: "Skipped",
};

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
export const weekdays = dayNames.map((label, index) => ({ value: index + 1, label }));

/** Weekdays (Monday is 1) as people read them: "Mon to Fri", "Mon, Wed". */
export function daysWords(days: readonly number[]): string {
  const sorted = [...days].sort();
  const [first, last] = [sorted[0] ?? 1, sorted.at(-1) ?? 7];
  const name = (day: number) => dayNames[day - 1] ?? "";
  if (sorted.length > 2 && last - first === sorted.length - 1)
    return `${name(first)} to ${name(last)}`;
  return sorted.map(name).join(", ");
}

/** What a list's settings mean for who is called. */
export function rulesWords(list: {
  hours_from: string;
  hours_until: string;
  days: number[];
  skip_called_days: number | null;
}): string[] {
  const { hours_from, hours_until, days, skip_called_days: within } = list;
  return [
    `${daysWords(days)}, ${hours_from.slice(0, 5)} to ${hours_until.slice(0, 5)} in their time zone`,
    within === null ? "Includes recently called" : `Not those called within ${daysAgo(within)}`,
    "Skips do-not-call numbers",
  ];
}

/** What came of a contact: what was said of the call, else what its record says. */
export function resultWords(
  { disposition_id, outcome }: { disposition_id: string | null; outcome: string | null },
  labels: ReadonlyMap<string, string>,
): string {
  const said = disposition_id && labels.get(disposition_id);
  if (said) return said;
  const known = callOutcomes.find((each) => each === outcome);
  return known ? `${outcomeNames[known]}, no outcome` : "No outcome";
}

const names: Record<string, string> = {
  name: "the name",
  hours_from: "the beginning of the calling hours",
  hours_until: "the end of the calling hours",
  days: "the weekdays",
  skip_called_days: "within how many days people aren't called twice",
  retries: "when people are called again",
};

/** A setting of a list in a sentence, and its value, "" for nothing. */
export function describeListSetting(column: string, value: unknown) {
  const words = () => {
    if (Array.isArray(value)) return daysWords(value.map(Number));
    if (typeof value === "object" && value) return `${Object.keys(value).length} outcomes`;
    return String(value ?? "");
  };
  return { name: names[column] ?? column, value: words() };
}
