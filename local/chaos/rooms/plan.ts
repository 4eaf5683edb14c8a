import type { HandsetScript } from "@/local/carrier/control";
import { type Chance, makeChance } from "@/local/demo/chance";
import type { LivekitHookFault } from "@/local/livekit/control";
import { presses } from "@/local/scenarios/phones";

/** A call that rings in a room; times are seconds. */
export type RoomCall = {
  /** E.164, used by this call alone. */
  customer: string;
  /** By their place: those of `alone` have a browser, those of `beside` a phone as well. */
  rep: number;
  phone: HandsetScript | null;
  /** What the rep does in the browser, so long after it was dialled; null: nothing. */
  does: { kind: "answers" | "declines"; after: number } | null;
  /** Their network breaks so long after they have come in. */
  dropsAfter?: number;
  talk: number;
  leaves: "rep" | "caller";
};

/** LiveKit is away, refuses calls, or webhooks meet something, from `at` on. */
export type Disturbance = { at: number; lastsFor: number } & (
  | { kind: "away" }
  | { kind: "refuses"; sipCode: number }
  | { kind: "webhooks"; webhooks: LivekitHookFault[] }
);

/** Among the reps of a tenant, by their place. */
export const alone = [3, 11] as const;
export const beside = [7] as const;

const shapes = {
  ...{ repLeaves: 25, callerLeaves: 20, declines: 10, nobody: 10, givesUp: 10 },
  ...{ drops: 15, besidePhone: 15, phoneTakesIt: 10, bothAnswer: 10 },
};

/** What befalls LiveKit in a run, the same for the same seed. */
export function planDisturbances({
  seed,
  seconds,
}: {
  seed: string;
  seconds: number;
}): Disturbance[] {
  const chance = makeChance(`chaos rooms ${seed}`);
  const disturbances: Disturbance[] = [];
  for (let at = 4; at < seconds - 6; at += chance.between(6, 12)) {
    disturbances.push({ at, ...someDisturbance(chance) });
  }
  return disturbances;
}

export function roomCall(customer: string, chance: Chance): RoomCall {
  const one = {
    ...{ customer, rep: chance.pick(alone), phone: null, talk: chance.between(4, 15) },
    ...{ does: { kind: "answers" as const, after: chance.between(2, 6) } },
  };
  const both = { ...one, rep: chance.pick(beside) };
  const accepts = presses("1", { answer: chance.between(1, 4), press: 5 });
  switch (chance.weigh(shapes)) {
    case "repLeaves":
      return { ...one, leaves: "rep" };
    case "callerLeaves":
      return { ...one, leaves: "caller" };
    case "declines":
      return { ...one, does: { kind: "declines", after: 4 }, leaves: "caller" };
    case "nobody":
      return { ...one, does: null, talk: 45, leaves: "caller" };
    case "givesUp":
      return { ...one, does: null, talk: chance.between(1, 8), leaves: "caller" };
    case "drops":
      return { ...one, dropsAfter: chance.between(1, 4), leaves: "caller" };
    case "besidePhone":
      return { ...both, phone: { behaviour: "no-answer" }, leaves: "rep" };
    case "phoneTakesIt":
      return { ...both, phone: accepts, does: null, talk: 25, leaves: "caller" };
    case "bothAnswer":
      return { ...both, phone: accepts, leaves: "caller", talk: 20 };
  }
}

function someDisturbance(chance: Chance) {
  const times = chance.between(2, 5);
  const [lose, double, late] = (["lose", "double", "overtake"] as const).map((kind) => [
    { kind, times },
  ]);
  const lastsFor = chance.between(2, 5);
  switch (chance.weigh({ lose: 40, double: 25, late: 15, away: 10, refuses: 10 })) {
    case "lose":
      return { kind: "webhooks" as const, webhooks: lose ?? [], lastsFor };
    case "double":
      return { kind: "webhooks" as const, webhooks: double ?? [], lastsFor };
    case "late":
      return { kind: "webhooks" as const, webhooks: late ?? [], lastsFor };
    case "away":
      return { kind: "away" as const, lastsFor };
    case "refuses":
      return { kind: "refuses" as const, sipCode: chance.pick([486, 503]), lastsFor };
  }
}
