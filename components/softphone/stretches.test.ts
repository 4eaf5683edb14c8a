import { expect, test } from "vitest";
import { type Sample, Stretches } from "@/components/softphone/stretches";
import { Quality } from "@/lib/softphone/schema";

const good: Sample = { mos: 4.4, rtt: 40, jitter: 2, packetsLostFraction: 0 };
const callSid = `CA${"0".repeat(32)}`;

/** So many seconds, one sample each; gives at which of them there was enough to report. */
function hear(stretches: Stretches, seconds: number, sample = good, from = 0): number[] {
  const due: number[] = [];
  for (let second = from + 1; second <= from + seconds; second++) {
    if (stretches.add(sample, second * 1000)) due.push(second);
  }
  return due;
}

test("half a minute is reported in three stretches of ten seconds", () => {
  const stretches = new Stretches();
  expect(hear(stretches, 30)).toEqual([30]);
  const report = stretches.report(30_000, false);
  expect(report.stretches.map(({ ago, seconds }) => [ago, seconds])).toEqual([
    [30, 10],
    [20, 10],
    [10, 10],
  ]);
  expect(Quality.safeParse({ callSid, pageClosed: false, ...report }).success).toBe(true);
});

test("what did not arrive is reported again, what did arrive is not", () => {
  const stretches = new Stretches();
  hear(stretches, 30);
  const lost = stretches.report(30_000, false);
  expect(lost).toMatchObject({ first: 0 });
  hear(stretches, 30, good, 30);
  const both = stretches.report(60_000, false);
  expect(both).toMatchObject({ first: 0 });
  expect(both.stretches).toHaveLength(6);
  stretches.forget(both);
  hear(stretches, 4, good, 60);
  expect(stretches.report(64_000, false)).toMatchObject({ first: 6, stretches: [] });
  expect(stretches.report(64_000, true)).toMatchObject({
    first: 6,
    stretches: [{ ago: 4, seconds: 4 }],
  });
});

test("a long time without a network keeps the latest, as the server takes it", () => {
  const stretches = new Stretches();
  hear(stretches, 1000);
  const report = stretches.report(1_000_000, true);
  expect(report).toMatchObject({ first: 60 });
  expect(Quality.safeParse({ callSid, pageClosed: false, ...report }).success).toBe(true);
});

test("what was not measured is null, and warnings are named once", () => {
  const stretches = new Stretches();
  stretches.warn("high-rtt");
  stretches.warn("high-rtt");
  hear(stretches, 1, { mos: null, rtt: Number.NaN, jitter: 0, packetsLostFraction: 100 });
  expect(stretches.report(1000, true)).toEqual({
    first: 0,
    stretches: [{ ago: 1, seconds: 1, mos: null, rtt: null, jitter: 0, lost: 100 }],
    warnings: ["high-rtt"],
  });
});
