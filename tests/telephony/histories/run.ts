import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { inTurn } from "@/local/in-turn";
import type { Scenario } from "@/local/scenarios/scenario";
import { capture, type Trace } from "@/tests/telephony/histories/capture";
import { deliveries, type History, someHistories } from "@/tests/telephony/histories/plan";
import { inFlight } from "@/tests/telephony/histories/post";
import { begin, deliver, nameOf, type Replay, replayOf } from "@/tests/telephony/histories/replay";
import { differences, marginMs, type Rows, readRows } from "@/tests/telephony/histories/rows";
import { openStage, type Stage } from "@/tests/telephony/histories/stage";
import { isPast } from "@/tests/telephony/histories/waits";
import { startWatch, stepsBack } from "@/tests/telephony/histories/watch";

const tenants = 3;

/**
 * What all histories are compared with: the traces, and the rows that each ends in when delivered
 * once and in order.
 */
export type Baseline = { stages: Stage[]; traces: Trace[]; expected: Map<string, Rows> };

/** Captures these scenarios, and delivers each once and in order. */
export async function makeBaseline(chosen: readonly Scenario[]): Promise<Baseline> {
  const talks = chosen.some(({ played }) => played?.talksWithAgent);
  const stages = await Promise.all(
    Array.from({ length: tenants }, (_, index) =>
      openStage({ blocks: index === 0, talks: index === 1 && talks }),
    ),
  );
  await startWatch(stages.map(({ tenant }) => tenant.id));
  const played = await Promise.all(
    stages.map(async (stage, index) => {
      const traces: Trace[] = [];
      const isHere = ({ played }: Scenario, place: number) => {
        if (played?.talksWithAgent) return stage.talks;
        return (played?.whereBlocked ? 0 : place % tenants) === index;
      };
      try {
        for (const scenario of chosen.filter(isHere))
          traces.push(...(await capture(scenario, stage)));
      } finally {
        await stage.close();
      }
      return traces;
    }),
  );
  const traces = played.flat();
  // URLs have moments of what was played: the clock has to be past them to tell them apart.
  await isPast(Date.now() + marginMs);
  const since = Date.now();
  const replays = traces.map((trace) => replayOf(trace, trace.stage));
  await begin(replays);
  await inTurn(inFlight, replays, async (replay) => {
    for (const event of replay.trace.events) {
      const refused = await deliver([{ replay, event }]);
      if (refused.length > 0) throw new Error(`${replay.trace.name}: ${refused}`);
    }
  });
  const rows = await readWhole(replays, since, sentBy);
  return { stages, traces, expected: new Map(traces.map(({ name }, i) => [name, at(rows, i)])) };
}

/** Delivers these histories together; gives what is wrong afterwards, a line each. */
async function deliverTogether(baseline: Baseline, histories: History[]): Promise<string[]> {
  const since = Date.now();
  const replays = histories.map((history) => replayOfHistory(baseline, history));
  await begin(replays);
  const refused = await deliver(deliveries(histories, replays));
  const left = ({ name }: Trace) => keptIn(need(baseline.expected.get(name)));
  const rows = await readWhole(replays, since, left);
  const traceOf = new Map(replays.map(({ callId, trace }) => [callId, trace]));
  const steps = (await stepsBack([...traceOf.keys()])).filter(
    ({ call_id, what }) => !(what === "call" && traceOf.get(call_id)?.scenario.mayReopen),
  );
  return [
    ...refused.map((what) => `Answered ${what}`),
    ...steps.map(
      ({ call_id, what, step }) => `${traceOf.get(call_id)?.name}: ${what} went from ${step}`,
    ),
    ...replays.flatMap(({ trace }, index) =>
      differences(need(baseline.expected.get(trace.name)), at(rows, index)).map(
        (line) => `${trace.name}: ${line}`,
      ),
    ),
  ];
}

const sentBy = ({ events }: Trace) => events.filter(({ kind }) => kind !== "talk").length;
const keptIn = ({ events }: Rows) =>
  events.filter(({ event_type }) => event_type !== "initiate").length;

/**
 * A slow database records an event after its answer: the rows once as many events are there as a
 * trace leaves, or after ten seconds. It may leave fewer than it sends: two of our own may be one.
 */
async function readWhole(
  replays: Replay[],
  since: number,
  leaves: (trace: Trace) => number,
): Promise<Rows[]> {
  const until = Date.now() + 10_000;
  for (;;) {
    const rows = await readRows(replays, since);
    const whole = replays.every(({ trace }, index) => keptIn(at(rows, index)) >= leaves(trace));
    if (whole || Date.now() > until) return rows;
    // Polled: a NOTIFY by each event would make commits take turns, and races are what we seek.
    await setTimeout(100);
  }
}

export type Count = { histories: number; events: number };

/**
 * One batch of histories made from a seed; gives how many there were, and a report of the smallest
 * that fails.
 */
export async function runBatch(
  baseline: Baseline,
  options: { runs: number; seed: number; path?: string; timeoutMs: number },
): Promise<Count & { failure: string | null }> {
  const count: Count = { histories: 0, events: 0 };
  let delivering: Promise<string[]> = Promise.resolve([]);
  const property = fc.asyncProperty(
    someHistories(baseline.traces, baseline.stages.length),
    async (histories) => {
      count.histories += histories.length;
      count.events += histories.reduce((sum, { late }) => sum + late.flat().length, 0);
      delivering = deliverTogether(baseline, histories);
      const wrong = await delivering;
      if (wrong.length > 0) throw new Error(wrong.slice(0, 20).join("\n"));
    },
  );
  const result = await fc.check(property, {
    numRuns: options.runs,
    seed: options.seed,
    ...(options.path !== undefined && { path: options.path }),
    interruptAfterTimeLimit: options.timeoutMs,
  });
  // Interrupted or not, nothing is on its way any more when we say so.
  await delivering.catch(() => []);
  if (!result.failed) return { ...count, failure: null };
  const [histories = []] = result.counterexample ?? [];
  const why = result.errorInstance instanceof Error ? result.errorInstance.message : "";
  const again = `npm run histories -- --seed ${result.seed} --path ${result.counterexamplePath}`;
  const order = `Delivered like this, eight at a time:\n${describe(baseline, histories)}`;
  const failure = `${why}\n\n${order}\n\nAgain: ${again}`;
  return { ...count, failure };
}

function replayOfHistory({ traces, stages }: Baseline, { trace, tenant }: History): Replay {
  const played = need(traces.find(({ name }) => name === trace));
  const { scenario, stage } = played;
  return replayOf(played, scenario.played?.whereBlocked ? stage : at(stages, tenant));
}

function describe(baseline: Baseline, histories: History[]): string {
  const replays = histories.map((history) => replayOfHistory(baseline, history));
  const named = new Map(replays.map((replay, index) => [replay, `call ${index + 1}`]));
  return [
    ...histories.map(({ trace, tenant }, i) => `  call ${i + 1} of tenant ${tenant + 1}: ${trace}`),
    ...deliveries(histories, replays).map(
      ({ replay, event }) => `  ${named.get(replay)}: ${nameOf(event)}`,
    ),
  ].join("\n");
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("Something is missing");
  return value;
}

function at<T>(list: readonly T[], index: number): T {
  return need(list[index]);
}
