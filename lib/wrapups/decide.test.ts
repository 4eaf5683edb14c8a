import { expect, test } from "vitest";
import { callToShow, isDue, mergeNotes } from "@/lib/wrapups/decide";

const now = new Date("2026-11-02T12:00:00Z");
const ended = {
  ...({ direction: "outbound", stage: "ended", outcome: "connected" } as const),
  ended_at: "2026-11-02T11:00:00Z",
};
const open = { disposition_id: null, dismissed_at: null };

test.each([
  ["a call that was talked on", ended, null, true],
  ["a call that nobody answered", { ...ended, outcome: "no-answer" }, null, true],
  ["one with a note only", ended, open, true],
  ["one that still goes on", { ...ended, stage: "connected" as const }, null, false],
  ["a missed call", { ...ended, outcome: "missed" }, null, false],
  ["one whose customer was never dialed", { ...ended, outcome: "rep_unreachable" }, null, false],
  ["one of yesterday", { ...ended, ended_at: "2026-11-01T23:00:00Z" }, null, false],
  ["one between colleagues", { ...ended, direction: "internal" }, null, false],
  ["one with an outcome", ended, { ...open, disposition_id: "d" }, false],
  ["one that was dismissed", ended, { ...open, dismissed_at: "2026-11-02T11:01:00Z" }, false],
])("whether an outcome is asked for: %s", (_, call, wrapUp, due) => {
  expect(isDue(call, wrapUp, true, now)).toBe(due);
});

test("whoever has switched the question off is not asked", () => {
  expect(isDue(ended, null, false, now)).toBe(false);
});

const call = (
  id: string,
  is: Partial<{ live: boolean; connected: boolean; due: boolean }> = {},
) => ({
  ...{ id, live: false, connected: false, due: false },
  ...is,
});
const nobody = { open: undefined, seen: () => false };

test.each([
  ["the call that is talked on before one that rings", ["ring", "talk"], nobody, "talk"],
  [
    "a ringing call before one that is written about",
    ["ring", "a"],
    { ...nobody, open: "a" },
    "ring",
  ],
  ["the call that is written about before a newer one", ["b", "a"], { ...nobody, open: "a" }, "a"],
  [
    "one that ended here though it asks for nothing",
    ["c", "b"],
    { ...nobody, seen: (id: string) => id === "c" },
    "c",
  ],
  ["the newest that waits", ["c", "b", "a"], nobody, "b"],
  ["nothing when nothing waits", ["c"], nobody, undefined],
])("the bar shows %s", (_, ids, state, shown) => {
  const known: Record<string, ReturnType<typeof call>> = {
    talk: call("talk", { live: true, connected: true }),
    ring: call("ring", { live: true }),
    a: call("a", { due: true }),
    b: call("b", { due: true }),
    c: call("c"),
  };
  expect(
    callToShow(
      ids.flatMap((id) => known[id] ?? []),
      state,
    )?.id,
  ).toBe(shown);
});

test.each([
  ["nothing changed elsewhere", "Hi", "Hi there", "Hi", "Hi there"],
  ["both went on from the same text", "Hi", "Hi, mine", "Hi, theirs", "Hi, theirs\n, mine"],
  ["both began", "", "Mine", "Theirs", "Theirs\nMine"],
  ["the other window already has it", "Hi", "Hi you", "Hi you all", "Hi you all"],
  ["mine was rewritten", "Hi", "New", "Theirs", "Theirs\nNew"],
])("two windows' notes are merged without loss: %s", (_, was, mine, theirs, merged) => {
  expect(mergeNotes(was, mine, theirs)).toBe(merged);
});
