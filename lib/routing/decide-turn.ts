import { decideStep } from "@/lib/routing/decide";
import type { Person } from "@/lib/routing/people";
import type { Route } from "@/lib/routing/route";
import type { Facts, Input, State, Turn } from "@/lib/routing/turn";

/** Where calls may go by now; `phones` (E.164) are those of the people who have one. */
export type Reach = {
  phones: Record<string, string>;
  mayCall: (number: string) => boolean;
};

/** People as a call reaches them: a phone where calls may not go counts as none. */
export function reachable(people: readonly Person[], { phones, mayCall }: Reach): Person[] {
  return people.map((person) => {
    // Why somebody is not rung anyway says more than their phone.
    if (person.availability !== "free") return person;
    const phone = phones[person.user_id];
    if (person.availability !== "free" || (phone && mayCall(phone))) return person;
    return { ...person, availability: "no_phone" };
  });
}

/**
 * What a call does next, live or tried in the editor: decideStep, past what cannot be done. A
 * number where calls may not go is not forwarded to.
 */
export function decideTurn(
  route: Route,
  facts: Facts,
  mayCall: (number: string) => boolean,
  moment: Date,
  state: State,
  input: Input,
): Turn {
  let turn = decideStep(route, facts, moment, state, input);
  while (turn.act.kind === "forward" && !mayCall(turn.act.to)) {
    const failed: Input = { kind: "dialed", accepted: false };
    const next = decideStep(route, facts, moment, turn.state, failed);
    turn = { ...next, says: [...turn.says, ...next.says], taken: [...turn.taken, ...next.taken] };
  }
  return turn;
}
