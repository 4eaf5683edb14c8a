import { setTimeout as pause } from "node:timers/promises";
import { carrierControl } from "@/local/carrier/control";
import { type FaultCounts, startFaults } from "@/local/chaos/faults";
import type { Parts } from "@/local/chaos/parts";
import { type Clicks, hangUp, makeCall, type Stage } from "@/local/chaos/people";
import type { Plan } from "@/local/chaos/plan";
import type { Tenant } from "@/local/chaos/world";
import { makeChance } from "@/local/demo/chance";

export type Storm = {
  kills: { app: number; postgres: number; agent: number };
  faults: FaultCounts;
  clicks: Clicks;
  /** The calls (our ids) on which Hang up was clicked. */
  hangups: Set<string>;
  /** What was done of each shape, by its name. */
  shaped: Record<string, Record<string, number>>;
};

/** How long a part stays up at least. */
const upMs = 10_000;

/**
 * Carries the plan out: people call while parts are killed and the carrier misbehaves. Afterwards
 * all parts are up again.
 */
export async function runStorm(parts: Parts, tenants: Tenant[], plan: Plan): Promise<Storm> {
  const { facts } = parts;
  const dialled = { dialled: 0, "met an agent": 0 };
  const clicks = { ...dialled, placed: 0, "answer lost": 0, "given up": 0, triedAgain: 0 };
  const hangups = new Set<string>();
  const kills = { app: 0, postgres: 0, agent: 0 };
  const over = new AbortController();
  const stage = {
    appUrl: facts.urls.app,
    carrierUrl: facts.urls.carrier,
    livekitUrl: facts.urls.livekit,
    clicks,
    hangups,
    over: over.signal,
  };
  const faults = await startFaults(facts.urls.carrier, tenants, plan);
  const began = performance.now();
  const until = (second: number) => pause(Math.max(0, began + second * 1000 - performance.now()));

  const people = plan.calls.map(async (call) => {
    await until(call.at);
    const tenant = tenants[call.tenant];
    if (tenant) await makeCall(stage, tenant, call);
  });
  const shaped: Storm["shaped"] = {};
  const others = tenants.flatMap((tenant) => playShape({ stage, tenant, plan, shaped, until }));
  // One part's crashes follow each other; the two parts' may fall together.
  const crashes = (["app", "postgres", "agent"] as const).map(async (part) => {
    for (const crash of plan.crashes.filter((each) => each.part === part)) {
      await until(crash.at);
      if (performance.now() - began > plan.seconds * 1000) return;
      if (part === "agent" && crash.isGentle) await parts.agent.leave();
      else await parts[part].kill();
      kills[part] += 1;
      await pause(crash.downFor * 1000);
      await parts[part].start();
      // However slow the machine is, something happens in between.
      const leftMs = began + plan.seconds * 1000 - performance.now();
      await pause(Math.max(0, Math.min(upMs, leftMs)));
    }
  });
  const cuts = plan.cuts.map(async ({ at, lastsFor }) => {
    await until(at);
    await faults.cut(lastsFor);
  });
  const disturbances = tenants.map(async ({ shape }) => shape?.disturb?.(stage, plan, until));
  await Promise.all([...crashes, ...cuts, ...disturbances, until(plan.seconds)]);
  const counts = await faults.end();
  over.abort();
  await Promise.all([...people, ...others]);
  await hangUpEveryone(facts.urls.carrier, tenants);
  return { kills, faults: counts, clicks, hangups, shaped };
}

/** Each turn of a tenant's shape, evenly over the storm. */
function playShape(options: {
  stage: Stage;
  tenant: Tenant;
  plan: Plan;
  shaped: Storm["shaped"];
  until(second: number): Promise<void>;
}): Promise<void>[] {
  const { stage, tenant, plan, shaped, until } = options;
  const { shape } = tenant;
  if (!shape) return [];
  const done: Record<string, number> = {};
  shaped[shape.name] = done;
  const did = (what: string) => {
    done[what] = (done[what] ?? 0) + 1;
  };
  const times = Math.ceil((plan.size * shape.perHundred) / 100);
  return Array.from({ length: times }, async (_, nth) => {
    const chance = makeChance(`chaos ${plan.seed} ${shape.name} ${nth}`);
    await until((nth * plan.seconds) / times);
    await shape.play(stage, tenant, { nth, chance, did });
  });
}

/** Whoever still talks hangs up: two who both wait for the other would talk for hours. */
async function hangUpEveryone(carrierUrl: string, tenants: Tenant[]): Promise<void> {
  const carrier = carrierControl(carrierUrl);
  for (const tenant of tenants) {
    const { accountSid, shape } = tenant;
    if (shape?.calmDown) {
      await shape.calmDown(carrierUrl, tenant);
      continue;
    }
    const live = (await carrier.calls(accountSid)).filter(({ endedAt }) => endedAt === null);
    for (const leg of live.filter(({ parentSid }) => parentSid === null)) {
      const phone = leg.direction === "inbound" ? leg.from : leg.to;
      await hangUp(carrier, accountSid, phone);
    }
  }
}
