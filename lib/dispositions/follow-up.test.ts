import { expect, test } from "vitest";
import { moved } from "@/lib/core/order";
import { delayOf, followUpSentence } from "@/lib/dispositions/follow-up";
import { SaveDisposition } from "@/lib/dispositions/schema";

test("a delay is shown in the largest unit that it fills", () => {
  expect([1440, 2880, 90, 120, 0].map((minutes) => delayOf(minutes))).toEqual([
    { delay: 1, unit: "days" },
    { delay: 2, unit: "days" },
    { delay: 90, unit: "minutes" },
    { delay: 2, unit: "hours" },
    { delay: 0, unit: "minutes" },
  ]);
});

test.each([
  ["none", null, null, null],
  ["task", 1440, null, "Task in 1 day"],
  ["call_again", 120, null, "Call back in 2 hours"],
  ["call_again", 0, null, "Call back right away"],
  ["none", null, "Qualified", "Moves the contact to stage “Qualified”"],
  ["task", 2880, "Qualified", "Task in 2 days, stage “Qualified”"],
])("what follows an outcome is said in words: %s, %s, %s", (kind, minutes, name, words) => {
  const contact_stages = name === null ? null : { name, archived_at: null };
  const outcome = { follow_up: kind, follow_up_minutes: minutes, contact_stages };
  expect(followUpSentence(outcome)).toBe(words);
});

test("an outcome whose stage is archived moves nobody", () => {
  const contact_stages = { name: "Old", archived_at: "2026-11-29T10:00:00Z" };
  const outcome = { follow_up: "none", follow_up_minutes: null, contact_stages };
  expect(followUpSentence(outcome)).toBeNull();
});

test("an outcome moves past its neighbour, and not past the end", () => {
  const items = [{ id: "a" }, { id: "b" }, { id: "c" }];
  expect(moved(items, "b", "up")?.map(({ id }) => id)).toEqual(["b", "a", "c"]);
  expect(moved(items, "b", "down")?.map(({ id }) => id)).toEqual(["a", "c", "b"]);
  expect(moved(items, "a", "up")).toBeNull();
  expect(moved(items, "c", "down")).toBeNull();
  expect(moved(items, "?", "up")).toBeNull();
});

test("an outcome without a follow-up has no delay, whatever the form carries", () => {
  const typed = { label: " Sold ", key: "", follow_up: "none", delay: "3", unit: "days" };
  expect(SaveDisposition.parse(typed)).toEqual({
    label: "Sold",
    key: null,
    follow_up: "none",
    follow_up_minutes: null,
    stage_id: null,
  });
  expect(SaveDisposition.parse({ ...typed, key: "9", follow_up: "task" })).toMatchObject({
    key: 9,
    follow_up_minutes: 4320,
  });
});
