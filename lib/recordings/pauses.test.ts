import { expect, test } from "vitest";
import { isPausedNow, pausesOf } from "@/lib/recordings/pauses";

const at = (second: number) => new Date(Date.UTC(2026, 10, 29, 12, 0, second)).toISOString();
const event = (second: number, event_type: string, user_id = "rae") => ({
  ...{ event_type, event_data: { user_id }, occurred_at: at(second) },
});

test("a pause lasts from its event to the next resumption, or to the end", () => {
  const events = [
    event(0, "answer"),
    event(10, "rest.pause"),
    event(12, "rest.pause", "mo"),
    event(20, "rest.resume"),
    event(25, "rest.resume"),
    event(30, "rest.pause", "mo"),
  ];
  expect(pausesOf(events)).toEqual([
    { from: at(10), to: at(20), user_id: "rae" },
    { from: at(30), to: null, user_id: "mo" },
  ]);
});

test("whether a recording is paused now is what was done last", () => {
  const step = (second: number, kind: string) => ({ kind, happened_at: at(second) });
  const paused = step(10, "recording_paused");
  expect(isPausedNow([])).toBe(false);
  expect(isPausedNow([step(20, "menu"), paused])).toBe(true);
  expect(isPausedNow([step(20, "recording_resumed"), paused])).toBe(false);
});
