import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RenderQueue } from "@/lib/renders/render-queue";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/**
 * A queue in a process that is always busy, unless `busy` says otherwise, and what became of its
 * visitors.
 */
function openQueue({ busy = 1, atOnce = 2, maxWaiting = 100 } = {}) {
  const queue = new RenderQueue({ atOnce, maxWaiting, maxWaitMs: 10_000 }, () => busy);
  const started: string[] = [];
  const refused: string[] = [];
  const enter = (name: string, { urgent = false } = {}) =>
    queue.enter({ urgent, start: () => started.push(name), refuse: () => refused.push(name) });
  return { started, refused, enter };
}

test("so many run at once, and each that is done lets in the next, in order of arrival", () => {
  const { started, enter } = openQueue();
  const [a, b] = ["a", "b", "c", "d", "e"].map((name) => enter(name));
  expect(started).toEqual(["a", "b"]);
  b?.();
  a?.();
  expect(started).toEqual(["a", "b", "c", "d"]);
});

test("urgent visitors overtake those who wait", () => {
  const { started, enter } = openQueue();
  const [a] = ["a", "b", "page"].map((name) => enter(name));
  enter("call", { urgent: true });
  a?.();
  expect(started).toEqual(["a", "b", "call"]);
});

test("who leaves while waiting is not started and frees the place", () => {
  const { started, refused, enter } = openQueue({ maxWaiting: 1 });
  const [a, , gone] = ["a", "b", "gone"].map((name) => enter(name));
  gone?.();
  enter("c");
  a?.();
  expect(started).toEqual(["a", "b", "c"]);
  expect(refused).toEqual([]);
});

test("who leaves twice frees one slot", () => {
  const { started, enter } = openQueue();
  const [a] = ["a", "b", "c", "d"].map((name) => enter(name));
  a?.();
  a?.();
  expect(started).toEqual(["a", "b", "c"]);
});

test("who leaves after having waited frees the slot too", () => {
  const { started, enter } = openQueue({ atOnce: 1 });
  const [a, b] = ["a", "b", "c"].map((name) => enter(name));
  a?.();
  b?.();
  expect(started).toEqual(["a", "b", "c"]);
});

test("a full queue refuses at once", () => {
  const { refused, enter } = openQueue({ maxWaiting: 1 });
  for (const name of ["a", "b", "c", "late"]) enter(name);
  expect(refused).toEqual(["late"]);
});

test("who has waited ten seconds is refused, and not started later", () => {
  const { started, refused, enter } = openQueue({ atOnce: 1 });
  const a = enter("a");
  // One is started every quarter of a second in any case: these come before it.
  for (let before = 0; before < 60; before += 1) enter(`before ${before}`);
  enter("b");
  vi.advanceTimersByTime(9_900);
  expect(refused).toEqual([]);
  vi.advanceTimersByTime(200);
  expect(refused).toContain("b");
  const running = started.length;
  a();
  expect(started).toHaveLength(running);
});

test("slots that wait for others keep nobody out while the process is idle", () => {
  const { started, enter } = openQueue({ busy: 0.2 });
  for (const name of ["slow", "slower", "c", "d"]) enter(name);
  vi.advanceTimersByTime(100);
  expect(started).toEqual(["slow", "slower", "c", "d"]);
});

test("in a busy process one is started now and then, whatever holds the slots", () => {
  const { started, enter } = openQueue();
  for (const name of ["stuck", "stuck too", "c", "d"]) enter(name);
  vi.advanceTimersByTime(200);
  expect(started).toHaveLength(2);
  vi.advanceTimersByTime(400);
  expect(started).toHaveLength(4);
});

test("nothing is timed once nobody waits", () => {
  const { enter } = openQueue({ busy: 0 });
  for (const name of ["a", "b", "c"]) enter(name);
  vi.advanceTimersByTime(50);
  expect(vi.getTimerCount()).toBe(0);
});
