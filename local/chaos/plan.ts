import type { HandsetScript } from "@/local/carrier/control";
import { type Chance, makeChance } from "@/local/demo/chance";

/** One call that somebody means to make; times are seconds from the start of the run. */
export type PlannedCall = {
  at: number;
  direction: "outbound" | "inbound";
  tenant: number;
  rep: number;
  /** E.164, used by this call of its tenant alone: it tells the calls of a run apart. */
  customer: string;
  repPhone: HandsetScript;
  customerPhone: HandsetScript;
  /** The rep clicks Hang up in the app this long after placing. */
  appHangupAfter?: number;
  /** The one who dialled in hangs up this long after dialling. */
  callerHangsUpAfter?: number;
};

export type Crash = { at: number; part: "app" | "postgres"; downFor: number };
export type Cut = { at: number; lastsFor: number };
export type Plan = {
  seed: string;
  seconds: number;
  tenants: number;
  calls: PlannedCall[];
  crashes: Crash[];
  /** When nothing of the carrier's API can be reached. */
  cuts: Cut[];
};

export const repsPerTenant = 12;
const callsPerTenant = 40;
const areas = ["303", "415", "312", "512", "617", "702", "808", "904"];

export const companyNumber = (rep: number) => `+12065550${100 + rep}`;
export const repPhone = (rep: number) => `+12065550${120 + rep}`;

/** What happens in a run, the same for the same seed; how the parts then race is the machine's. */
export function makePlan(options: { seed: string; calls: number; seconds: number }): Plan {
  const { seed, seconds } = options;
  const chance = makeChance(`chaos ${seed}`);
  const tenants = Math.max(3, Math.ceil(options.calls / callsPerTenant));
  const calls = Array.from({ length: options.calls }, (_, index) => {
    const base = {
      at: (index * seconds) / options.calls,
      tenant: index % tenants,
      rep: chance.between(0, repsPerTenant - 1),
      customer: customerNumber(Math.floor(index / tenants)),
    };
    return chance.next() < 0.6 ? outbound(base, chance) : inbound(base, chance);
  });
  return { seed, seconds, tenants, calls, ...disasters(seconds, chance) };
}

function customerNumber(index: number): string {
  return `+1${areas[Math.floor(index / 100) % areas.length]}5550${100 + (index % 100)}`;
}

type Base = Pick<PlannedCall, "at" | "tenant" | "rep" | "customer">;

/**
 * Picks up, hears most of the sentence before pressing 1, as a person does, and stays on the line.
 */
function accepts(chance: Chance, hangupAfterSeconds?: number): HandsetScript {
  const press = [{ digits: "1", afterSeconds: chance.between(5, 7) }];
  return { behaviour: "answers", afterSeconds: chance.between(1, 4), press, hangupAfterSeconds };
}

/** A phone that ends the matter by itself. */
function refuses(chance: Chance): HandsetScript {
  return chance.pick<HandsetScript>([
    { behaviour: "busy" },
    { behaviour: "failed" },
    { behaviour: "no-answer" },
    { behaviour: "declines", afterSeconds: chance.between(1, 4) },
    { behaviour: "voicemail", pickupAfterSeconds: chance.between(2, 5), hangupAfterSeconds: 40 },
    { behaviour: "answers", afterSeconds: 2, hangupAfterSeconds: chance.between(2, 6) },
  ]);
}

function outbound(base: Base, chance: Chance): PlannedCall {
  const talks: HandsetScript = {
    behaviour: "answers",
    afterSeconds: chance.between(1, 5),
    hangupAfterSeconds: chance.between(4, 20),
  };
  const kind = chance.weigh({
    talk: 55,
    repAway: 18,
    customerAway: 12,
    repLeaves: 8,
    appHangup: 7,
  });
  return {
    ...base,
    direction: "outbound",
    repPhone:
      kind === "repAway"
        ? refuses(chance)
        : accepts(chance, kind === "repLeaves" ? chance.between(6, 20) : undefined),
    customerPhone: kind === "customerAway" ? refuses(chance) : talks,
    ...(kind === "appHangup" && { appHangupAfter: chance.between(1, 15) }),
  };
}

function inbound(base: Base, chance: Chance): PlannedCall {
  const kind = chance.weigh({ repEnds: 45, callerEnds: 20, repAway: 25, givesUp: 10 });
  return {
    ...base,
    direction: "inbound",
    repPhone: kind === "repAway" ? refuses(chance) : accepts(chance, chance.between(10, 28)),
    customerPhone: { behaviour: "manual" },
    ...(kind === "callerEnds" && { callerHangsUpAfter: chance.between(18, 30) }),
    ...(kind === "givesUp" && { callerHangsUpAfter: chance.between(1, 12) }),
  };
}

/** A crash every few seconds, of the app more often than of the database. */
function disasters(seconds: number, chance: Chance): { crashes: Crash[]; cuts: Cut[] } {
  const crashes: Crash[] = [];
  for (let at = 5; at < seconds - 3; at += chance.between(8, 15)) {
    const part = crashes.length % 3 === 1 ? "postgres" : "app";
    crashes.push({ at, part, downFor: chance.between(0, part === "postgres" ? 4 : 2) });
  }
  const cuts: Cut[] = [];
  for (let at = 8; at < seconds - 3; at += chance.between(20, 30)) {
    cuts.push({ at, lastsFor: chance.between(2, 5) });
  }
  return { crashes, cuts };
}
