import { expect, test } from "vitest";
import { LineRate } from "@/lib/agent/sound/line-rate";

test("a microphone's sound passes, also a second that comes late", () => {
  const rate = new LineRate(0);
  for (let at = 0; at < 2_000; at += 20) expect(rate.allows(160, at)).toBe(true);
  for (let part = 0; part < 50; part += 1) expect(rate.allows(160, 3_000)).toBe(true);
  expect(rate.allows(160, 3_000)).toBe(false);
});

test("what comes faster than a line carries is dropped until there is time for it", () => {
  const rate = new LineRate(0);
  expect([rate.allows(8_000, 0), rate.allows(1, 0)]).toEqual([true, false]);
  expect([rate.allows(160, 19), rate.allows(160, 20)]).toEqual([false, true]);
  expect([rate.allows(8_000, 9_000), rate.allows(160, 8_000)]).toEqual([true, false]);
});
