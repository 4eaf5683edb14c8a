import { decideStep } from "@/lib/routing/decide";
import type { Person } from "@/lib/routing/people";
import type { Route } from "@/lib/routing/route";
import type { Facts, Input, State, Turn } from "@/lib/routing/turn";

/** The phones (E.164) of a person, the first one first, by the person's id. */
export type Phones = Record<string, string[]>;

/** The phones that may be rung, and who is in a browser. */
export type Reach = { phones: Phones; in_browser: readonly string[] };

/** How many devices a person has that may ring. */
export const countDevices = ({ phones, in_browser }: Reach, user: string): number =>
  (phones[user]?.length ?? 0) + Number(in_browser.includes(user));

/** The phones where calls may go by now; who has none of those is left out. */
export function dialable(phones: Phones, mayCall: (number: string) => boolean): Phones {
  return Object.fromEntries(
    Object.entries(phones).flatMap(([user, own]) => {
      const left = own.filter(mayCall);
      return left.length > 0 ? [[user, left]] : [];
    }),
  );
}

/** People as a call reaches them. */
export function reachable(people: readonly Person[], { phones, in_browser }: Reach): Person[] {
  return people.map((person) => {
    // Why somebody is not rung anyway says more than their phone.
    if (person.availability !== "free") return person;
    if (phones[person.user_id] || in_browser.includes(person.user_id)) return person;
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
