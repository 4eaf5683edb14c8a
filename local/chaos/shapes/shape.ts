import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "postgres";
import type { Route } from "@/lib/routing/route";
import type { CallView, FaultRule, LogEntry } from "@/local/carrier/control";
import type { Finding } from "@/local/chaos/compare";
import type { Stage } from "@/local/chaos/people";
import type { Plan } from "@/local/chaos/plan";
import type { Verdict } from "@/local/chaos/truth";
import type { Rep, Tenant } from "@/local/chaos/world";
import type { Chance } from "@/local/demo/chance";
import type { StackFacts } from "@/local/stack";

/** Legs of one call: the one that began it, those that it dialled, and those created for it. */
export type Family = {
  tenantId: string;
  callId: string;
  isInbound: boolean;
  /** The customer, E.164. */
  customer: string;
  legs: CallView[];
  log: LogEntry[];
};

/** One time that people of a shape do something. */
export type Turn = {
  nth: number;
  chance: Chance;
  /** Counts what was done, for the report. */
  did(what: string): void;
};

/** Resolves once so many seconds of the storm are over. */
export type Until = (second: number) => Promise<void>;

/**
 * Something that people do beside the plan's calls, in a company of its own, and how its end is
 * compared with what the carrier knows.
 */
export type Shape = {
  name: string;
  /** How many of it for each hundred calls of the plan. */
  perHundred: number;
  /** A number that the company has beside those that every one has, and its route. */
  line?: { number: string; route(reps: readonly { userId: string }[]): Route };
  /** What goes wrong here beside what goes wrong everywhere, each by its name. */
  faults?: [name: string, rule: FaultRule][];
  /** Once, before anybody does anything, as the superuser. */
  prepare?(sql: Sql, tenant: Tenant, facts: StackFacts): Promise<void>;
  /** As the people in it would. Never throws because of what is broken. */
  play(stage: Stage, tenant: Tenant, turn: Turn): Promise<void>;
  /** What goes wrong elsewhere than at the carrier; over when it resolves. */
  disturb?(stage: Stage, when: Pick<Plan, "seed" | "seconds">, until: Until): Promise<void>;
  /** Once all faults are over: whoever must still do something for it to end. */
  calmDown?(carrierUrl: string, tenant: Tenant): Promise<void>;
  /** As if the hours had passed that the app waits before it asks Twilio. */
  hurry?(sql: Sql, tenant: Tenant): Promise<void>;
  /** How a call may end; null where it is as any other call. */
  judge?(family: Family): Verdict | null;
  /** What the comparison of calls does not see. */
  check?(ground: { sql: Sql; tenant: Tenant; carrierUrl: string }): Promise<Finding[]>;
};

/** The reps whose places are given; a company has all of them. */
export function repAt({ reps }: Tenant, place: number): Rep {
  const rep = reps[place % reps.length];
  if (!rep) throw new Error("A company without reps");
  return rep;
}

/** People take their time, until the storm is over. */
export async function rest({ over }: Stage, seconds: number): Promise<void> {
  await pause(seconds * 1000, undefined, { signal: over }).catch(() => {});
}
