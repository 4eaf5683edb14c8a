import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ground, layGround, scenarios, tellSome } from "@/tests/telephony/histories/run";
import { endWatch } from "@/tests/telephony/histories/watch";
import { admin, machine } from "@/tests/telephony/record/call-record";

/** How long the share of `npm test` goes on; the long run is `npm run histories`. */
const shareMs = 12_000;

let ground: Ground;
beforeAll(async () => {
  ground = await layGround();
}, 120_000);
afterAll(async () => {
  await endWatch();
  await Promise.all([admin.end(), machine.end()]);
});

describe("told once and in order,", () => {
  test.each(scenarios)("$name: the record says so", ({ name, ends }) => {
    const traces = ground.traces.filter(({ scenario }) => scenario.name === name);
    expect(traces.length).toBeGreaterThan(0);
    for (const trace of traces) {
      const rows = ground.expected.get(trace.name);
      expect(rows?.events.map(({ problem }) => problem).filter(Boolean)).toEqual([]);
      expect({
        status: rows?.call.status,
        outcome: rows?.call.outcome,
        stage: rows?.call.stage,
        talk: rows?.call.duration_seconds,
        legs: Object.fromEntries(rows?.legs.map(({ role, status }) => [role, status]) ?? []),
        recordings: rows?.recordings.length,
      }).toEqual({
        ...ends,
        stage: "ended",
        talk: ends.talk === "since the digit" ? "since answered_at" : ends.talk,
      });
    }
  });
});

test("in any order, any number of times, many at once: the same rows, and no status ever moves back", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const until = Date.now() + shareMs;
  let told = 0;
  for (let batch = 0; Date.now() < until; batch++) {
    const { histories, failure } = await tellSome(ground, {
      runs: 2,
      seed: seed + batch,
      timeoutMs: 30_000,
    });
    expect(failure, failure ?? "").toBeNull();
    told += histories;
  }
  expect(told).toBeGreaterThan(20);
}, 90_000);
