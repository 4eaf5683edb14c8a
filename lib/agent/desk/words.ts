import type { Tone } from "@/lib/agent/desk/tone";
import type { AgentOutcome } from "@/lib/routing/facts";

const outcomes: Record<AgentOutcome, { words: string; tone: Tone }> = {
  contained: { words: "Served", tone: "ok" },
  message: { words: "Took a message", tone: "ok" },
  handed_over: { words: "Handed over", tone: "neutral" },
  taken_over: { words: "Taken over", tone: "neutral" },
  caller_left: { words: "Caller hung up", tone: "warn" },
  failed: { words: "Failed", tone: "danger" },
};

const isOutcome = (word: string): word is AgentOutcome => Object.hasOwn(outcomes, word);

/** What came of a talk, for a badge; appointments say most. */
export function talkOutcome(
  outcome: string | null,
  { booked = 0, isFalse = false } = {},
): { words: string; tone: Tone } {
  if (isFalse) return { words: "Said “booked”, nothing is", tone: "danger" };
  if (booked > 0) return { words: booked === 1 ? "Booked" : `Booked ${booked}`, tone: "ok" };
  return outcome !== null && isOutcome(outcome)
    ? outcomes[outcome]
    : { words: "Ended", tone: "neutral" };
}

/** What came of a talk, in a sentence of a contact's timeline. */
export function talkSentence(agent: string, outcome: string | null, booked: number): string {
  if (booked > 0) {
    return `${agent} booked ${booked === 1 ? "an appointment" : `${booked} appointments`}`;
  }
  switch (outcome) {
    case "contained":
      return `${agent} served the caller`;
    case "message":
      return `${agent} took a message`;
    case "handed_over":
      return `${agent} handed the caller over`;
    case "taken_over":
      return `A colleague took the caller over from ${agent}`;
    case "caller_left":
      return `The caller hung up on ${agent}`;
    case "failed":
      return `${agent} could not go on`;
    default:
      return `Talking with ${agent}`;
  }
}

/** A tool while it runs, and once it is done: its title, or its name as words. */
export function toolWords(tool: string, titles: ReadonlyMap<string, string>): string {
  const name = tool.replaceAll("_", " ");
  return titles.get(tool) ?? name.charAt(0).toUpperCase() + name.slice(1);
}
