import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "postgres";
import { inboundCallId } from "@/lib/record/event";
import { carrierControl, type LogEntry } from "@/local/carrier/control";
import {
  acknowledged,
  eventTypeOf,
  isApology,
  lostEvent,
  unstored,
} from "@/local/chaos/acknowledged";
import { compare, type Finding } from "@/local/chaos/compare";
import { describeCall } from "@/local/chaos/describe-call";
import { type Parts, startParts } from "@/local/chaos/parts";
import { makePlan, type Plan } from "@/local/chaos/plan";
import { readRecord } from "@/local/chaos/record";
import { runStorm, type Storm } from "@/local/chaos/storm";
import { type Truth, truthsOf } from "@/local/chaos/truth";
import { plantWorld, type Tenant } from "@/local/chaos/world";
import { startSchedule } from "@/local/schedule";
import { example } from "@/local/settings";

/** `of`: what was played, by its name. */
export type Found = Finding & { of: string };

export type Report = {
  plan: Plan;
  storm: Storm;
  calls: { inbound: number; outbound: number; legs: number };
  /** How calls ended, of the plan's ("calls") and of each shape. */
  ends: Record<string, Record<string, number>>;
  webhooks: {
    sent: number;
    dropped: number;
    acknowledged: number;
    apologies: number;
    fromMemory: number;
  };
  findings: Found[];
  /** Of the first calls with a finding: all that happened to them. */
  stories: string[];
  /**
   * Seconds from the end of the faults, and from the end of the last call at the carrier, until
   * nothing was amiss; null: never.
   */
  settled: { afterFaults: number; afterCalls: number } | null;
};

export type RunOptions = {
  seed: string;
  calls: number;
  seconds: number;
  /** Brings every comparison forward instead of waiting until its time has come. */
  hurry: boolean;
  /** What is played, by its name. */
  only: string[];
  folder: string;
  interrupted: AbortSignal;
  log(line: string): void;
};

const sweepEveryMs = 3_000;
/**
 * How long the sweep has once the last call is over; and how long the carrier may take until then.
 */
const timeoutMs = 120_000;
const carrierMs = 120_000;
const maxLines = 400;
const wentOn = /([\w-]+) of call ([0-9a-f-]{36}) goes on without the database/;

/**
 * What neither the carrier nor the record can say: events that the app went on without ("type
 * call"), and hang-ups clicked in the app.
 */
type Witnessed = { remembered: Set<string>; hangups: Set<string> };

/**
 * One run of the whole: the stack, the storm, and then the sweep until nothing is amiss or its time
 * is up. A worker and the scheduled route run jobs at the same time.
 */
export async function runChaos(options: RunOptions): Promise<Report> {
  const plan = makePlan(options);
  const remembered = new Set<string>();
  const parts = await startParts({
    folder: options.folder,
    interrupted: options.interrupted,
    onAppLine(line) {
      const [, type, callId] = wentOn.exec(line) ?? [];
      if (type) remembered.add(`${type} ${callId}`);
    },
  });
  try {
    const tenants = await parts.asAdmin((sql) => plantWorld(sql, parts.facts, plan), {
      arrays: true,
    });
    await parts.app.start();
    await parts.agent.start();
    const worker = parts.startWorker();
    const { log } = options;
    const secret = example.CRON_SECRET;
    const url = `${parts.facts.urls.app}/api/cron/sweep`;
    const schedule = startSchedule({ url, secret, everyMs: sweepEveryMs, log: () => {} });
    try {
      const played = plan.shapes.join(", ");
      log(`${played}: ${plan.size} calls, ${tenants.length} tenants in ${plan.seconds} s…`);
      const storm = await runStorm(parts, tenants, plan);
      log("The faults are over; now the sweep.");
      const hangups = storm.hangups;
      const settled = await settle(parts, tenants, { remembered, hangups }, options);
      const ended = worker.ended();
      if (ended !== undefined) throw new Error(`The worker ended:\n${ended}`);
      return { plan, storm, ...settled };
    } finally {
      await schedule.stop();
    }
  } finally {
    await parts.stop();
  }
}

async function settle(
  parts: Parts,
  tenants: Tenant[],
  witnessed: Witnessed,
  { hurry, interrupted }: RunOptions,
) {
  const faultsOver = Date.now();
  let callsOver: number | null = null;
  for (;;) {
    interrupted.throwIfAborted();
    if (hurry) await parts.asAdmin(hurryUp);
    await parts.asAdmin((sql) => hurryShapes(sql, tenants));
    const { facts, findings, stories } = await examine(parts, tenants, witnessed);
    const carrierDone = facts.every(({ truths }) => truths.every(({ isSettled }) => isSettled));
    if (carrierDone || Date.now() - faultsOver > carrierMs) callsOver ??= Date.now();
    const done = findings.length === 0;
    if (done || (callsOver !== null && Date.now() - callsOver > timeoutMs)) {
      const since = (moment: number) => Math.round((Date.now() - moment) / 1000);
      return {
        findings,
        stories,
        settled: done
          ? { afterFaults: since(faultsOver), afterCalls: since(callsOver ?? Date.now()) }
          : null,
        ...summary(facts),
      };
    }
    await pause(hurry ? 1_000 : 2_000);
  }
}

/** As if the time of every comparison had come. */
async function hurryUp(sql: Sql): Promise<void> {
  // In the order that lib/record/batch.ts locks calls in.
  await sql`
    with unsettled as (select tenant_id, id from public.calls where settled_at is null
      order by id for update)
    update public.calls c set next_check_at = now()
      from unsettled u where c.tenant_id = u.tenant_id and c.id = u.id`;
  await sql`update private.call_audits set next_at = now()`;
  // As if a minute had passed since a process was heard of last.
  await sql`update private.agent_workers set seen_at = now() - interval '2 minutes'
    where seen_at < now() - interval '10 seconds'`;
  await sql`update public.voice_agent_sessions set started_at = started_at - interval '1 minute'
    where status <> 'ended'`;
}

/** What waits longer than anybody wants to watch. Tried again when it fails. */
async function hurryShapes(sql: Sql, tenants: Tenant[]): Promise<void> {
  for (const tenant of tenants) {
    try {
      await tenant.shape?.hurry?.(sql, tenant);
    } catch (error) {
      console.error(`${tenant.shape?.name} could not be made to hurry:`, error);
    }
  }
}

type Facts = { of: string; truths: Truth[]; log: LogEntry[]; fromMemory: number };

/** Asks the carrier for the truth and the database for the record, tenant by tenant. */
async function examine(parts: Parts, tenants: Tenant[], { remembered, hangups }: Witnessed) {
  const carrier = carrierControl(parts.facts.urls.carrier);
  const facts: Facts[] = [];
  const findings: Found[] = [];
  const stories: string[] = [];
  for (const tenant of tenants) {
    const { id, accountSid, shape } = tenant;
    const [calls, log] = [await carrier.calls(accountSid), await carrier.log(accountSid)];
    const truths = truthsOf({ calls, log, hangups, tenantId: id, judge: shape?.judge });
    const record = await parts.asAdmin((sql) => readRecord(sql, id));
    const missing = Map.groupBy(unstored(log, record), (webhook) => {
      const parent = webhook.params.ParentCallSid ?? webhook.params.CallSid ?? "";
      const callId = URL.parse(webhook.url)?.searchParams.get("call") ?? inboundCallId(id, parent);
      return remembered.has(`${eventTypeOf(webhook)} ${callId}`);
    });
    const carrierUrl = parts.facts.urls.carrier;
    const own = await parts.asAdmin(
      async (sql) => shape?.check?.({ sql, tenant, carrierUrl }) ?? [],
    );
    const lost = (missing.get(false) ?? []).map(lostEvent);
    const found = [...compare(truths, record), ...lost, ...own];
    const of = shape?.name ?? "calls";
    findings.push(...found.map((each) => ({ ...each, of })));
    for (const truth of truths) {
      const isFound = truth.legs.some(({ sid }) => found.some(({ call }) => call === sid));
      if (isFound && stories.length < maxLines) stories.push(...describeCall(truth, log, record));
    }
    facts.push({ of, truths, log, fromMemory: missing.get(true)?.length ?? 0 });
  }
  return { facts, findings, stories };
}

function summary(facts: Facts[]): Pick<Report, "calls" | "ends" | "webhooks"> {
  const truths = facts.flatMap((each) => each.truths);
  const webhooks = facts
    .flatMap(({ log }) => log)
    .filter((entry) => entry.kind === "webhook" && entry.attempt === 1);
  const dropped = webhooks.filter((entry) => entry.kind === "webhook" && entry.fault === "drop");
  const ends: Report["ends"] = {};
  for (const { of, truths: own } of facts) {
    ends[of] ??= {};
    for (const {
      direction,
      ends: [end],
    } of own) {
      const name = `${direction} ${end}`;
      ends[of][name] = (ends[of][name] ?? 0) + 1;
    }
  }
  return {
    calls: {
      inbound: truths.filter(({ direction }) => direction === "inbound").length,
      outbound: truths.filter(({ direction }) => direction === "outbound").length,
      legs: truths.reduce((sum, { legs }) => sum + legs.length, 0),
    },
    ends,
    webhooks: {
      sent: webhooks.length,
      dropped: dropped.length,
      acknowledged: facts.reduce((sum, { log }) => sum + acknowledged(log).length, 0),
      apologies: webhooks.filter(isApology).length,
      fromMemory: facts.reduce((sum, { fromMemory }) => sum + fromMemory, 0),
    },
  };
}
