import { decideTurn } from "@/lib/routing/decide-turn";
import type { Route } from "@/lib/routing/route";
import { type Act, arriving, type Facts, type Input, type Turn } from "@/lib/routing/turn";

/** A call as it is tried: who is there, when, and what has been done at each turn. */
export type Trial = {
  route: Route;
  facts: Facts;
  mayCall: (number: string) => boolean;
  moment: Date;
  inputs: readonly Input[];
};

/** A turn of the call, and what was done to get there. */
export type TriedTurn = { input: Input; turn: Turn };

/**
 * The turns that a call through a route takes, by the function that answers real calls. What was
 * done counts as far as it fits: a route that was changed meanwhile may ask for something else.
 */
export function simulate({ route, facts, mayCall, moment, inputs }: Trial): TriedTurn[] {
  const tried: TriedTurn[] = [];
  let state = arriving;
  // Every voice agent is there.
  const agents = Object.fromEntries(
    Object.values(route.steps).flatMap((step) =>
      step.kind === "agent" && step.agent_id
        ? [[step.agent_id, { state: "ready", version: step.agent_id, url: "here" } as const]]
        : [],
    ),
  );
  for (const input of [{ kind: "arrived" } as const, ...inputs]) {
    const last = tried.at(-1);
    if (last && !fits(last.turn.act, input)) break;
    const turn = decideTurn(route, { agents, ...facts }, mayCall, moment, state, input);
    tried.push({ input, turn });
    state = turn.state;
  }
  return tried;
}

/** Whether something can be done while a call does this. */
export function fits(act: Act, input: Input): boolean {
  switch (act.kind) {
    case "gather":
      return input.kind === "digits";
    case "dial":
    case "forward":
      return input.kind === "dialed";
    case "enqueue":
      return input.kind === "waited" || input.kind === "left_queue";
    case "record":
      return input.kind === "recorded";
    case "stream":
      return input.kind === "agent_done";
    default:
      return false;
  }
}
