import { decideTurn } from "@/lib/routing/decide-turn";
import { maxRung } from "@/lib/routing/limits";
import type { Route, Step } from "@/lib/routing/route";
import type { Facts, Input, State } from "@/lib/routing/turn";

/**
 * Whom a step would ring, as private.claim_people takes it: these people, or everybody (null). The
 * database knows who the owner and the last speaker are.
 */
export type Wish = {
  whom: "people" | "owner" | "last_speaker";
  people: string[] | null;
  days?: number;
  order: Extract<Step, { kind: "ring" }>["order"];
  tried: number[];
};

const nobody: Facts = { people: [], owner_id: null, last_speaker: null, waiting: {} };

/**
 * Everybody whom the next decision may ring, in the order in which it would: the ring steps that
 * the call comes through while nobody is free. So the event that asks claims people in one
 * statement, before it is known who is free.
 */
export function wishesOf(
  route: Route,
  mayCall: (number: string) => boolean,
  moment: Date,
  state: State,
  input: Input,
): Wish[] {
  const { taken } = decideTurn(route, nobody, mayCall, moment, state, input);
  return taken.flatMap(({ step: id }, index) => {
    const step = route.steps[id];
    const isResumed = index === 0 && input.kind === "dialed";
    const wish = step && wishOf(step, isResumed ? state.tried : []);
    return wish ? [wish] : [];
  });
}

function wishOf(step: Step, tried: number[]): Wish | null {
  switch (step.kind) {
    case "ring": {
      const { order, who } = step;
      if (tried.length >= (order === "at_once" ? 1 : maxRung)) return null;
      const people = who.kind === "people" ? [...new Set(who.people)] : null;
      return { whom: "people", people, order, tried };
    }
    case "owner":
      return tried.length > 0 ? null : { whom: "owner", people: [], order: "at_once", tried };
    case "last_speaker": {
      const { days } = step;
      if (tried.length > 0) return null;
      return { whom: "last_speaker", people: [], days, order: "at_once", tried };
    }
    default:
      return null;
  }
}
