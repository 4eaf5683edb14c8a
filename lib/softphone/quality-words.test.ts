import { expect, test } from "vitest";
import { gradeOf, soundSentence, warningWords, worstStretch } from "@/lib/softphone/quality-words";

const good = {
  ...{ seconds: 120, mos: 4.37, rtt_ms: 39.6, jitter_ms: 2, lost_percent: 0 },
  ...{ worst_at: "2026-01-05T14:03:20Z", worst_seconds: 10 },
  ...{ worst_mos: 4.3, worst_rtt_ms: 60, worst_jitter_ms: 3, worst_lost_percent: 0.1 },
};
const clock = (iso: string) => iso.slice(11, 19);

test.each([
  [4.4, "good"],
  [4, "good"],
  [3.99, "fair"],
  [3.59, "poor"],
  [1, "poor"],
  [null, "not measured"],
])("a score of %s is %s", (mos, grade) => expect(gradeOf(mos)).toBe(grade));

test("a call that sounded alike throughout has one sentence", () => {
  expect(soundSentence(good)).toBe("Good: 40 ms delay, nothing lost");
  expect(worstStretch(good, clock)).toBeNull();
});

test("the worst stretch of a call says when it was and what was wrong", () => {
  const bad = { ...good, worst_mos: 2.1, worst_rtt_ms: 310, worst_jitter_ms: 45 };
  expect(worstStretch({ ...bad, worst_lost_percent: 8.23 }, clock)).toEqual({
    grade: "poor",
    sentence: "10 s from 14:03:20: poor, 310 ms delay, 45 ms jitter, 8.2% lost",
  });
});

test("a call that was too short to be measured says so", () => {
  expect(soundSentence({ ...good, mos: null, rtt_ms: null })).toBe("Not measured");
});

test("what was warned of is named once, in words", () => {
  expect(warningWords(["high-packet-loss", "high-packets-lost-fraction", "high-rtt"])).toBe(
    "lost sound, delay",
  );
  expect(warningWords(["unknown-to-us"])).toBeNull();
});
