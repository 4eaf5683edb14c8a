import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogue } from "@/local/scenarios/catalogue";
import { playedRoomScenarios } from "@/local/scenarios/rooms-played";
import type { Scenario } from "@/local/scenarios/scenario";
import { contradictions } from "@/tests/telephony/histories/expected";
import { type Baseline, makeBaseline, runBatch } from "@/tests/telephony/histories/run";
import { endWatch } from "@/tests/telephony/histories/watch";
import { admin, machine } from "@/tests/telephony/record/call-record";

/**
 * All but those with sound in rooms, which take most of the time: the other scenarios
 * of rooms deliver the events of such calls. The long run plays them too.
 */
const played: readonly Scenario[] = Object.values(playedRoomScenarios);
const shared = catalogue.filter((scenario) => !played.includes(scenario));
/** How long the share of `npm test` goes on; the long run is `npm run histories`. */
const shareMs = 8_000;

let baseline: Baseline;
beforeAll(async () => {
  baseline = await makeBaseline(shared);
});
afterAll(async () => {
  await endWatch();
  await Promise.all([admin.end(), machine.end()]);
});

test.each(shared)(
  "$name: delivered once and in order, it is on record as what it was",
  ({ name }) => {
    const traces = baseline.traces.filter(({ scenario }) => scenario.name === name);
    expect(traces.length).toBeGreaterThan(0);
    for (const trace of traces) {
      const rows = baseline.expected.get(trace.name);
      expect(rows ? contradictions(trace, rows) : "nothing").toEqual([]);
    }
  },
);

test("in any order, any number of times, many at once: the same rows, and no status ever moves back", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const until = Date.now() + shareMs;
  let count = 0;
  for (let batch = 0; Date.now() < until; batch++) {
    const { histories, failure } = await runBatch(baseline, {
      runs: 2,
      seed: seed + batch,
      timeoutMs: 30_000,
    });
    expect(failure, failure ?? "").toBeNull();
    count += histories;
  }
  expect(count).toBeGreaterThan(20);
});
