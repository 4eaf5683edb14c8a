import { expect, test } from "vitest";
import { followUpTask } from "@/lib/wrapups/follow-up";

const now = new Date("2026-10-31T17:30:00Z");
const task = (follow_up: string, follow_up_minutes: number | null) =>
  followUpTask({ label: "Said", follow_up, follow_up_minutes }, "Jane Doe", now, zone);
const zone = "America/Los_Angeles";

test.each([
  ["in an hour", 60, "2026-10-31T18:30:00.000Z"],
  ["right away", 0, "2026-10-31T17:30:00.000Z"],
  ["the next day at the same time, though clocks change", 1440, "2026-11-01T18:30:00.000Z"],
  ["the next day where no delay is set", null, "2026-11-01T18:30:00.000Z"],
])("a follow-up is due %s", (_, minutes, due) => {
  expect(task("task", minutes)).toEqual({ title: "Follow up with Jane Doe (Said)", due });
});

test("to call again is the task of an outcome that says so", () => {
  expect(task("call_again", 60)?.title).toBe("Call Jane Doe again (Said)");
});

test("nothing follows an outcome without a follow-up", () => {
  expect(task("none", null)).toBeNull();
});
