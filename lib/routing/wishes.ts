import { endingOf } from "@/lib/routing/decide";
import { decideTurn } from "@/lib/routing/decide-turn";
import { maxRung } from "@/lib/routing/limits";
import type { Route, Step, Who } from "@/lib/routing/route";
import type { Facts, Input, State, Wait } from "@/lib/routing/turn";

/**
 * Whom a step would ring, as private.claim_people takes it: these people, or everybody (null). The
 * database knows who the owner and the last speaker are.
 */
export type Wish = {
  whom: "people" | "owner" | "last_speaker";
  people: string[] | null;
  /** The people are those of this group: private.group_wishes. */
  group?: string;
  days?: number;
  order: Extract<Step, { kind: "ring" }>["order"];
  tried: number[];
  /** The place of who was rung last, and alone is rung once more: on the next of their devices. */
  again?: number;
};

/** A voice agent that a step would lead to, as private.agent_facts takes it. */
export type AgentWish = { whom: "agent"; agent_id: string };

/** The queue that a call joins or waits in, as private.queue_turn takes it. */
export type QueueWish = {
  whom: "queue";
  people: string[] | null;
  group?: string;
  step: string;
  name: string;
  priority: number;
  max_waiting: number;
  /** Since when the caller waits (milliseconds since 1970). */
  joined: number;
  /** They are about to join. */
  joins: boolean;
};

const nobody: Facts = {
  ...{ people: [], owner_id: null, last_speaker: null, queue: null, may_call_back: true },
};

/**
 * Whether the caller is served next, whoever is free: the route ends the call with what they called
 * for, and leads to no person, queue or voice agent before.
 */
export function isServedNext(...given: Parameters<typeof wishesOf>): boolean {
  const [route, mayCall, moment, state, input] = given;
  const { act } = decideTurn(route, nobody, mayCall, moment, state, input);
  return act.kind === "hang_up" && act.serves && wishesOf(...given).length === 0;
}

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
): (Wish | QueueWish | AgentWish)[] {
  if (endingOf(input)) return [];
  const turn = decideTurn(route, nobody, mayCall, moment, state, input);
  const wishes = turn.taken.flatMap(({ step: id }, index): (Wish | QueueWish | AgentWish)[] => {
    const step = route.steps[id];
    if (step?.kind === "agent") {
      const isNew = index > 0 || input.kind === "arrived" || input.kind === "digits";
      return isNew && step.agent_id ? [{ whom: "agent", agent_id: step.agent_id }] : [];
    }
    if (step?.kind === "queue") {
      const isLast = index === turn.taken.length - 1 && turn.act.kind === "enqueue";
      return isLast && turn.state.wait ? [queueWishOf(id, step, turn.state.wait)] : [];
    }
    const isResumed = index === 0 && input.kind === "dialed";
    const wish = step && wishOf(step, isResumed ? state.tried : []);
    const again = isResumed && step && againOf(step, state);
    return [...(again ? [again] : []), ...(wish ? [wish] : [])];
  });
  if (turn.act.kind !== "enqueue" || !turn.state.wait) return wishes;
  const step = route.steps[turn.state.step];
  const joins = turn.state.wait.round === 0;
  const isOfAll = step?.kind === "queue" && step.who.kind === "everyone";
  if (!joins && isOfAll) return wishes;
  // Where the queue is full, or nobody is left in it, the call goes on.
  const left: Input = { kind: "left_queue", because: joins ? "full" : "waited_too_long" };
  return [...wishes, ...wishesOf(route, mayCall, moment, turn.state, left)];
}

/** The queue of a step, in which a caller waits. */
export function queueWishOf(
  id: string,
  { name, who, priority, max_waiting }: Extract<Step, { kind: "queue" }>,
  { joined, round }: Wait,
): QueueWish {
  const stay = { joined, joins: round === 0 };
  return { whom: "queue", ...wantedOf(who), step: id, name, priority, max_waiting, ...stay };
}

/** The database knows who is in a group. */
function wantedOf(who: Who): Pick<Wish, "people" | "group"> {
  if (who.kind === "group") return { people: [], ...(who.group_id && { group: who.group_id }) };
  return { people: who.kind === "people" ? [...new Set(who.people)] : null };
}

function againOf(step: Step, { tried, devices }: State): Wish | null {
  const again = tried.at(-1);
  if (!devices || devices.rung >= devices.of || again === undefined) return null;
  const wish = wishOf(step, []);
  return wish && { ...wish, order: "in_turn", again };
}

function wishOf(step: Step, tried: number[]): Wish | null {
  switch (step.kind) {
    case "ring": {
      const { order, who } = step;
      if (tried.length >= (order === "at_once" ? 1 : maxRung)) return null;
      return { whom: "people", ...wantedOf(who), order, tried };
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
