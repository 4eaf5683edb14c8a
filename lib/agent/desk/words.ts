import type { Tone } from "@/lib/agent/desk/tone";
import { silentReason } from "@/lib/agent/ending";
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

/** The caller left the talk by saying nothing, so the agent has hung up. */
const wasSilent = (outcome: string | null, reason: string | null | undefined) =>
  outcome === "caller_left" && reason === silentReason;

/** What came of a talk, for a badge; appointments say most. `reason` is that of the session. */
export function talkOutcome(
  outcome: string | null,
  { booked = 0, isFalse = false, reason }: Came = {},
): { words: string; tone: Tone } {
  if (isFalse) return { words: "Said “booked”, nothing is", tone: "danger" };
  if (booked > 0) return { words: booked === 1 ? "Booked" : `Booked ${booked}`, tone: "ok" };
  if (wasSilent(outcome, reason)) return { words: "Caller was silent", tone: "warn" };
  return outcome !== null && isOutcome(outcome)
    ? outcomes[outcome]
    : { words: "Ended", tone: "neutral" };
}

type Came = { booked?: number; isFalse?: boolean; reason?: string | null };

/** What came of a talk, in a sentence of a contact's timeline. */
export function talkSentence(
  agent: string,
  outcome: string | null,
  { booked = 0, reason }: Pick<Came, "booked" | "reason"> = {},
): string {
  if (booked > 0) {
    return `${agent} booked ${booked === 1 ? "an appointment" : `${booked} appointments`}`;
  }
  if (wasSilent(outcome, reason)) return `${agent} ended the call: the caller was silent`;
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
      return `${agent} couldn't go on`;
    default:
      return `Talking with ${agent}`;
  }
}

/** The agent whose talk the call was; none where it went on to something else, as a menu. */
export function servedBy(
  talks: readonly { outcome: string | null; voice_agents: { name: string } }[],
): string | undefined {
  const served = ["contained", "message", "caller_left"];
  return talks.findLast(({ outcome }) => outcome !== null && served.includes(outcome))?.voice_agents
    .name;
}

/** A tool while it runs, and once it is done: its title, or its name as words. */
export function toolWords(tool: string, titles: ReadonlyMap<string, string>): string {
  const name = tool.replaceAll("_", " ");
  return titles.get(tool) ?? name.charAt(0).toUpperCase() + name.slice(1);
}
