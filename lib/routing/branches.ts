import type { Step, StepKind } from "@/lib/routing/route";

/** Where a step goes on, and when, as people read it. */
export type Leads = { branch: string; words: string; to: string | null };

export const kindNames: Record<StepKind, string> = {
  greeting: "Greeting",
  hours: "Hours",
  menu: "Menu",
  ring: "Ring",
  owner: "Contact's owner",
  last_speaker: "Last speaker",
  queue: "Queue",
  forward: "Forward",
  agent: "Voice agent",
  voicemail: "Voicemail",
  hang_up: "Hang up",
};

/** What a step is called: `Menu “Main”`. */
export function stepWords({ kind, name }: Pick<Step, "kind" | "name">): string {
  return name ? `${kindNames[kind]} “${name}”` : kindNames[kind];
}

const lead = (branch: string, words: string, to: string | null): Leads => ({ branch, words, to });

/** Every branch of a step; none where the call ends with it. */
export function branchesOf(step: Step): Leads[] {
  switch (step.kind) {
    case "greeting":
      return [lead("next", "after it", step.next)];
    case "hours":
      return [lead("open", "while open", step.open), lead("closed", "while closed", step.closed)];
    case "menu":
      return [
        ...Object.entries(step.keys).map(([key, to]) => lead(`key ${key}`, `key ${key}`, to)),
        lead("no_choice", "without a choice", step.no_choice),
      ];
    case "ring":
    case "owner":
    case "last_speaker":
      return [
        lead("not_free", notFree[step.kind], step.not_free),
        lead("no_answer", "if nobody answers", step.no_answer),
      ];
    case "queue":
      return [
        lead("full", "while it is full", step.full),
        lead("waited_too_long", "after the longest wait", step.waited_too_long),
      ];
    case "forward":
      return [lead("no_answer", "if nobody answers", step.no_answer)];
    case "agent":
      return [lead("next", "if a person is wanted, or the agent can't talk", step.next)];
    case "voicemail":
    case "hang_up":
      return [];
    default:
      return step satisfies never;
  }
}

const notFree = {
  ring: "if nobody is free",
  owner: "if there is no owner, or they aren't free",
  last_speaker: "if there is nobody, or they aren't free",
};
