import { formatDay, formatWhen } from "@/lib/core/time";
import type { Counts, Finding } from "@/lib/reconcile/schema";

export const kindNames: Record<Finding["kind"], string> = {
  missing_here: "Missing here",
  missing_there: "Not at Twilio",
  status: "Status",
  duration: "Duration",
  price: "Price",
};

const count = (many: number, one: string, more = `${one}s`) =>
  `${new Intl.NumberFormat("en-US").format(many)} ${many === 1 ? one : more}`;

/** The days of a report: "Nov 20, 2026" or "Nov 14, 2026 to Nov 20, 2026". */
export function daysWords({ from_day, to_day }: { from_day: string; to_day: string }): string {
  return from_day === to_day
    ? formatDay(from_day)
    : `${formatDay(from_day)} to ${formatDay(to_day)}`;
}

/** What a comparison came to, in a few words. */
export function resultWords({ findings, left, imported }: Counts): string {
  if (findings === 0) return "No differences";
  const open = left > 0 ? count(left, "difference") : "All fixed";
  return imported > 0 ? `${open}, ${count(imported, "call")} found` : open;
}

/** What was compared and what came of it, in sentences. */
export function resultSentences(counts: Counts, timeZone: string): string[] {
  const { legs, calls, imported, findings, left, not_ours, reaches_back_to, more } = counts;
  const found = findings - imported - left;
  return [
    calls === 0 && findings === 0
      ? "No calls on these days, neither here nor at Twilio."
      : `${count(calls, "call")} here, ${count(legs, "call leg")} at Twilio.`,
    findings === 0 && calls > 0 && "Status, duration and price are the same on both sides.",
    imported > 0 &&
      `${count(imported, "call was", "calls were")} missing here and ${imported === 1 ? "has" : "have"} been added to your call log.`,
    found > 0 && `${count(found, "difference was", "differences were")} fixed.`,
    left > 0 && `${count(left, "difference remains", "differences remain")}.`,
    not_ours > 0 &&
      `${count(not_ours, "call")} in this Twilio account ${not_ours === 1 ? "was" : "were"} on other numbers and ${not_ours === 1 ? "is" : "are"} left out.`,
    reaches_back_to !== null &&
      `There are too many calls to check at once: this check reaches back to ${formatWhen(reaches_back_to, timeZone)}. Choose fewer days for the rest.`,
    more && "Not all differences are shown. Choose fewer days to see them all.",
  ].filter((sentence) => sentence !== false);
}

/** What stands on one side of a finding, as people read it. */
export function sideWords({ kind }: Pick<Finding, "kind">, value: string): string {
  if (value === "") return kind === "missing_here" || kind === "missing_there" ? "Missing" : "None";
  return kind === "duration" ? `${value} s` : value;
}
