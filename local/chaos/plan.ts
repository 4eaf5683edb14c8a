import type { HandsetScript } from "@/local/carrier/control";
import { type AgentCall, agentCall } from "@/local/chaos/agent-call";
import { type RoutedCall, routedCall } from "@/local/chaos/routed";
import { type Chance, makeChance } from "@/local/demo/chance";
import { inboundScenarios } from "@/local/scenarios/inbound";
import { outboundScenarios } from "@/local/scenarios/outbound";
import type { Scenario, Times } from "@/local/scenarios/scenario";

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
  /** The rep calls in the browser, and hangs up there this long after, if ever. */
  inBrowser?: { hangUpAfter: number | undefined };
  /** The one who dialled in is sent to a recorder this long after dialling. */
  messageAfter?: number;
  /** The one who dialled in hangs up this long after dialling. */
  callerHangsUpAfter?: number;
  /** Or this long after they were asked to leave a message. */
  callerHangsUpOnceAsked?: number;
  /** They dialled a number with a route. */
  routed?: RoutedCall;
  /** They dialled a number that a voice agent answers. */
  agent?: AgentCall;
};

/** `isGentle`: it is stopped in good order, as by a deploy. */
export type Crash = {
  at: number;
  part: "app" | "postgres" | "agent";
  downFor: number;
  isGentle?: boolean;
};
export type Cut = { at: number; lastsFor: number };
export type Plan = {
  seed: string;
  seconds: number;
  /** How many calls were asked for. */
  size: number;
  tenants: number;
  calls: PlannedCall[];
  /** What is played beside them, by its name. */
  shapes: string[];
  crashes: Crash[];
  /** When nothing of the carrier's API can be reached. */
  cuts: Cut[];
};

export const repsPerTenant = 12;
/** Who of a company's reps is a manager. */
export const managerPlace = repsPerTenant - 1;
const callsPerTenant = 40;
const areas = ["303", "415", "312", "512", "617", "702", "808", "904"];

export const companyNumber = (rep: number) => `+12065550${100 + rep}`;
export const repPhone = (rep: number) => `+12065550${120 + rep}`;

/** What happens in a run, the same for the same seed; how the parts then race is the machine's. */
export function makePlan(options: {
  seed: string;
  calls: number;
  seconds: number;
  only: string[];
}): Plan {
  const { seed, seconds, only } = options;
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
  const common = { seed, seconds, size: options.calls, shapes: only };
  const own = only.includes("calls") ? { tenants, calls } : { tenants: 0, calls: [] };
  return { ...common, ...own, ...disasters(seconds, chance) };
}

function customerNumber(index: number): string {
  return `+1${areas[Math.floor(index / 100) % areas.length]}5550${100 + (index % 100)}`;
}

type Base = Pick<PlannedCall, "at" | "tenant" | "rep" | "customer">;

/** How often people do what, of outbound and of inbound calls. */
const outboundShapes = {
  ...{ customerHangsUp: 55, repHangsUp: 8 },
  ...{ repBusy: 3, repFails: 3, repRingsOut: 3, repDeclines: 3, repVoicemail: 3 },
  ...{ repPressesNothing: 3 },
  ...{ customerBusy: 3, customerFails: 3, customerRingsOut: 3, customerDeclines: 3 },
  ...{ repHangsUpInTheApp: 3, repCancels: 2, repLeavesInTheApp: 2 },
} satisfies Partial<Record<keyof typeof outboundScenarios, number>>;
/** In a browser nobody rings the rep first. */
const browserShapes = {
  ...{ customerHangsUp: 55, repHangsUp: 15, repLeavesInTheApp: 5 },
  ...{ customerBusy: 5, customerFails: 5, customerRingsOut: 5, customerDeclines: 5 },
} satisfies Partial<Record<keyof typeof outboundScenarios, number>>;
const inboundShapes = {
  ...{ repHangsUp: 45, customerHangsUp: 20 },
  ...{ repBusy: 4, repFails: 4, repRingsOut: 4, repDeclines: 4, voicemail: 4 },
  ...{ pressesNothing: 5, givesUp: 10, leavesMessage: 8, leavesThemAMessage: 6 },
} satisfies Partial<Record<keyof typeof inboundScenarios, number>>;

/** People hear most of the sentence before they press 1. */
const someTimes = (chance: Chance): Times => ({
  answer: chance.between(1, 4),
  press: chance.between(5, 7),
  ring: chance.between(1, 5),
  talk: chance.between(4, 20),
});

/** Of the calls that reps place. */
const browserShare = 0.3;

function outbound(base: Base, chance: Chance): PlannedCall {
  if (chance.next() < browserShare) {
    const scenario = outboundScenarios[chance.weigh(browserShapes)];
    const { repPhone, ...people } = whatPeopleDo(scenario, someTimes(chance));
    const hangUpAfter = repPhone.behaviour === "answers" ? repPhone.hangupAfterSeconds : undefined;
    const manual = { behaviour: "manual" } as const;
    const call = { ...base, direction: "outbound", repPhone: manual, ...people } as const;
    return { ...call, inBrowser: { hangUpAfter } };
  }
  const scenario = outboundScenarios[chance.weigh(outboundShapes)];
  return { ...base, direction: "outbound", ...whatPeopleDo(scenario, someTimes(chance)) };
}

/** Of the calls that come in; and of the rest, those of numbers with a route. */
const agentShare = 0.25;
const routedShare = 0.4;

function inbound(base: Base, chance: Chance): PlannedCall {
  if (chance.next() < agentShare) {
    const agent = agentCall(chance);
    const manual = { behaviour: "manual" } as const;
    const phones = { repPhone: manual, customerPhone: manual };
    const { callerHangsUpAfter } = agent;
    return { ...base, direction: "inbound", ...phones, agent, callerHangsUpAfter };
  }
  if (chance.next() < routedShare) {
    const routed = routedCall(chance);
    const manual = { behaviour: "manual" } as const;
    const phones = { repPhone: manual, customerPhone: manual };
    const { callerHangsUpAfter } = routed;
    return { ...base, direction: "inbound", ...phones, routed, callerHangsUpAfter };
  }
  const scenario = inboundScenarios[chance.weigh(inboundShapes)];
  return { ...base, direction: "inbound", ...whatPeopleDo(scenario, someTimes(chance)) };
}

type WhatPeopleDo = Pick<
  PlannedCall,
  | ("repPhone" | "customerPhone" | "messageAfter")
  | ("appHangupAfter" | "callerHangsUpAfter" | "callerHangsUpOnceAsked")
>;

/**
 * A scenario's phones on a clock that nobody stops: who hangs up does so after a time, whatever has
 * happened by then.
 */
function whatPeopleDo({ name, played }: Scenario, times: Times): WhatPeopleDo {
  if (typeof played?.as !== "function") throw new Error(`${name} is not played by phones alone`);
  const { rep, customer = { behaviour: "manual" }, messageAfter, hangup } = played.as(times);
  const phones = { repPhone: rep, customerPhone: customer, messageAfter };
  if (!hangup) return phones;
  if (hangup.once === "asked") return { ...phones, callerHangsUpOnceAsked: hangup.seconds };
  const { answer, press, ring } = times;
  const pickedUp = press + ring + hangup.seconds;
  const after = hangup.once === "placed" ? hangup.seconds + (messageAfter ?? 0) : pickedUp + answer;
  switch (hangup.by) {
    case "rep":
      if (rep.behaviour !== "answers") throw new Error(`${name}: nobody is there to hang up`);
      return { ...phones, repPhone: { ...rep, hangupAfterSeconds: pickedUp } };
    case "customer":
      return { ...phones, callerHangsUpAfter: after };
    case "app":
      return { ...phones, appHangupAfter: after };
  }
}

/** A crash every few seconds, of the app more often than of the database; and of the agents. */
function disasters(seconds: number, chance: Chance): { crashes: Crash[]; cuts: Cut[] } {
  const crashes: Crash[] = [];
  for (let at = 5; at < seconds - 3; at += chance.between(8, 15)) {
    const part = crashes.length % 3 === 1 ? "postgres" : "app";
    crashes.push({ at, part, downFor: chance.between(0, part === "postgres" ? 4 : 2) });
  }
  for (let at = 7; at < seconds - 3; at += chance.between(9, 16)) {
    const isGentle = chance.next() < 0.4;
    crashes.push({ at, part: "agent", downFor: chance.between(0, 12), isGentle });
  }
  const cuts: Cut[] = [];
  for (let at = 8; at < seconds - 3; at += chance.between(20, 30)) {
    cuts.push({ at, lastsFor: chance.between(2, 5) });
  }
  return { crashes, cuts };
}
