import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { capture, type Trace } from "@/tests/telephony/histories/capture";
import { failingScenarios } from "@/tests/telephony/histories/failing";
import { inboundScenarios } from "@/tests/telephony/histories/inbound";
import { outboundScenarios } from "@/tests/telephony/histories/outbound";
import { deliveries, type History, someHistories } from "@/tests/telephony/histories/plan";
import { inFlight } from "@/tests/telephony/histories/post";
import { begin, type Cast, cast, deliver, nameOf } from "@/tests/telephony/histories/replay";
import { differences, type Rows, readRows } from "@/tests/telephony/histories/rows";
import { openStage, type Stage } from "@/tests/telephony/histories/stage";
import { startWatch, stepsBack } from "@/tests/telephony/histories/watch";

export const scenarios = [...outboundScenarios, ...inboundScenarios, ...failingScenarios];
const tenants = 3;

/** What all histories are compared with: the traces, and the rows that each ends in when told once and in order. */
export type Ground = { stages: Stage[]; traces: Trace[]; expected: Map<string, Rows> };

/** Plays every scenario whose name has `part` in it on the carrier, for real. */
export async function layGround(part = ""): Promise<Ground> {
  const stages = await Promise.all(Array.from({ length: tenants }, openStage));
  await startWatch(stages.map(({ tenant }) => tenant.id));
  const chosen = scenarios.filter(({ name }) => name.includes(part));
  const played = await Promise.all(
    stages.map(async (stage, index) => {
      const traces: Trace[] = [];
      for (let next = index; next < chosen.length; next += tenants) {
        const scenario = chosen[next];
        if (scenario) traces.push(...(await capture(scenario, stage)));
      }
      return traces;
    }),
  );
  const traces = played.flat();
  const since = Date.now();
  const casts = traces.map((trace) => cast(trace, trace.stage));
  await begin(casts);
  await inTurns(casts, inFlight, async (each) => {
    for (const told of each.trace.told) {
      const refused = await deliver([{ cast: each, told }]);
      if (refused.length > 0) throw new Error(`${each.trace.name}: ${refused}`);
    }
  });
  const rows = await readWhole(casts, since);
  return { stages, traces, expected: new Map(traces.map(({ name }, i) => [name, at(rows, i)])) };
}

/** Tells these histories together; gives what is wrong afterwards, a line each. */
export async function tell(ground: Ground, histories: History[]): Promise<string[]> {
  const since = Date.now();
  const casts = histories.map(({ trace, tenant }) => {
    const found = ground.traces.find(({ name }) => name === trace);
    if (!found) throw new Error(`There is no ${trace}`);
    return cast(found, at(ground.stages, tenant));
  });
  await begin(casts);
  const refused = await deliver(deliveries(histories, casts));
  const rows = await readWhole(casts, since);
  const steps = await stepsBack(casts.map(({ callId }) => callId));
  const nameOfCall = new Map(casts.map(({ callId, trace }) => [callId, trace.name]));
  return [
    ...refused.map((what) => `Answered ${what}`),
    ...steps.map(
      ({ call_id, what, step }) => `${nameOfCall.get(call_id)}: ${what} went from ${step}`,
    ),
    ...casts.flatMap(({ trace }, index) =>
      differences(need(ground.expected.get(trace.name)), at(rows, index)).map(
        (line) => `${trace.name}: ${line}`,
      ),
    ),
  ];
}

/** A slow database records an event after its answer: the rows once all events are there, or after ten seconds. */
async function readWhole(casts: Cast[], since: number): Promise<Rows[]> {
  const until = Date.now() + 10_000;
  for (;;) {
    const rows = await readRows(casts, since);
    const whole = casts.every(({ trace }, index) => {
      const kept = at(rows, index).events.filter(({ event_type }) => event_type !== "initiate");
      return kept.length >= trace.told.length;
    });
    if (whole || Date.now() > until) return rows;
    await setTimeout(100);
  }
}

export type Told = { histories: number; requests: number };

/** One batch of histories made from a seed; gives how many were told, or a report of the smallest that fails. */
export async function tellSome(
  ground: Ground,
  options: { runs: number; seed: number; path?: string; timeoutMs: number },
): Promise<Told & { failure: string | null }> {
  const count: Told = { histories: 0, requests: 0 };
  let telling: Promise<string[]> = Promise.resolve([]);
  const property = fc.asyncProperty(
    someHistories(ground.traces, ground.stages.length),
    async (histories) => {
      count.histories += histories.length;
      count.requests += histories.reduce((sum, { late }) => sum + late.flat().length, 0);
      telling = tell(ground, histories);
      const wrong = await telling;
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
  await telling.catch(() => []);
  if (!result.failed) return { ...count, failure: null };
  const [histories = []] = result.counterexample ?? [];
  const why = result.errorInstance instanceof Error ? result.errorInstance.message : "";
  const again = `npm run histories -- --seed ${result.seed} --path ${result.counterexamplePath}`;
  const failure = `${why}\n\nTold like this, eight at a time:\n${inWords(ground, histories)}\n\nAgain: ${again}`;
  return { ...count, failure };
}

function inWords(ground: Ground, histories: History[]): string {
  const casts = histories.map(({ trace, tenant }) =>
    cast(need(ground.traces.find(({ name }) => name === trace)), at(ground.stages, tenant)),
  );
  const named = new Map(casts.map((each: Cast, index) => [each, `call ${index + 1}`]));
  return [
    ...histories.map(({ trace, tenant }, i) => `  call ${i + 1} of tenant ${tenant + 1}: ${trace}`),
    ...deliveries(histories, casts).map(
      (each) => `  ${named.get(each.cast)}: ${nameOf(each.told)}`,
    ),
  ].join("\n");
}

/** So many at a time. */
async function inTurns<T>(list: readonly T[], atOnce: number, work: (each: T) => Promise<void>) {
  let next = 0;
  const worker = async () => {
    while (next < list.length) await work(at(list, next++));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("Something is missing");
  return value;
}

function at<T>(list: readonly T[], index: number): T {
  return need(list[index]);
}
