import { expect, test } from "vitest";
import { queuesOf, waitingWords } from "@/lib/queue/board";
import type { QueueRow } from "@/lib/queue/store";

const now = new Date("2026-06-02T12:10:00Z");
const row = (name: string, change: Partial<QueueRow> = {}): QueueRow => ({
  ...{ call_id: "call", route_id: "route", step: name, name, state: "waiting", ringing: null },
  ...{ joined_at: "2026-06-02T12:00:00Z", heard_at: "2026-06-02T12:09:50Z" },
  ...{ taken_by: null, taken_at: null, calls: { customer_number: "+12065550177", contacts: null } },
  ...change,
});

test("each queue has its callers in the order in which they are answered", () => {
  const rows = [
    row("Support"),
    row("Sales", { state: "ringing", ringing: "ana" }),
    row("Sales", { state: "callback", heard_at: "2026-06-02T11:00:00Z" }),
    row("Sales"),
  ];
  const queues = queuesOf(rows, now);
  expect(queues.map(({ name }) => name)).toEqual(["Sales", "Support"]);
  expect(queues[0]?.callers.map(({ position }) => position)).toEqual([null, 1, 2]);
  expect(queues[0]?.callers[0]?.waited_seconds).toBe(600);
});

test("who was not heard of for a minute is not shown", () => {
  expect(queuesOf([row("Sales", { heard_at: "2026-06-02T12:08:00Z" })], now)).toEqual([]);
});

test.each<[Partial<QueueRow>, string]>([
  [{}, "Waiting"],
  [{ state: "ringing", ringing: "ana" }, "Ringing Ana"],
  [{ state: "callback" }, "To be called back"],
  [{ state: "calling", ringing: "ana" }, "Calling back with Ana"],
  [{ taken_by: "ana", taken_at: "2026-06-02T12:09:30Z" }, "Taken by Ana"],
  [{ taken_by: "ana", taken_at: "2026-06-02T12:08:30Z" }, "Waiting"],
])("%o is said as %s", (change, words) => {
  expect(waitingWords(row("Sales", change), () => "Ana", now)).toBe(words);
});
