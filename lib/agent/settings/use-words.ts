import type { AgentUse } from "@/lib/agent/settings/use";

const listed = (names: readonly string[]) => new Intl.ListFormat("en").format(names);
const quoted = (use: readonly AgentUse[]) => listed(use.map(({ name }) => `“${name}”`));

/** Which calls reach an agent: "Answers in “Main line” (Support)". */
export function useSentence(use: readonly AgentUse[]): string {
  const live = use.filter(({ isPublished }) => isPublished);
  if (live.length === 0) {
    return use.length === 0
      ? "No route uses it yet."
      : `Only in the draft of ${quoted(use)}: publish that route.`;
  }
  const numbers = [...new Set(live.flatMap((one) => one.numbers))];
  const lines = live.some(({ isDefault }) => isDefault)
    ? [...numbers, "numbers without a route or a person"]
    : numbers;
  const words = `Answers in ${quoted(live)}`;
  return lines.length > 0
    ? `${words}: ${listed(lines)}.`
    : `${words}, which no number follows yet.`;
}

/** Why an agent can't be deleted, and what to do first; null: it can. */
export function whyKept(use: readonly AgentUse[]): string | null {
  if (use.length === 0) return null;
  const verb = use.length === 1 ? "uses" : "use";
  return `${quoted(use)} ${verb} it. Remove its step there, and publish, before you delete it.`;
}
