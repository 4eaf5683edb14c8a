import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { scheduleChecks } from "@/components/live/schedule-checks";

class Tab extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";
  turn(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

const check = vi.fn();
const hour = 3_600_000;
let tab: Tab;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  check.mockClear();
  tab = new Tab();
  stop = scheduleChecks(check, { minMs: 30_000, maxMs: 60_000 }, tab);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test("a visible tab checks every 30 to 60 seconds", () => {
  vi.advanceTimersByTime(29_999);
  expect(check).not.toHaveBeenCalled();
  vi.advanceTimersByTime(30_001);
  expect(check).toHaveBeenCalled();
  vi.advanceTimersByTime(hour);
  expect(check.mock.calls.length).toBeGreaterThanOrEqual(60);
  expect(check.mock.calls.length).toBeLessThanOrEqual(121);
});

test("a hidden tab checks nothing", () => {
  tab.turn("hidden");
  vi.advanceTimersByTime(hour);
  expect(check).not.toHaveBeenCalled();
});

test("a tab that comes back checks at once, then goes on", () => {
  tab.turn("hidden");
  vi.advanceTimersByTime(hour);
  tab.turn("visible");
  expect(check).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(60_000);
  expect(check).toHaveBeenCalledTimes(2);
});

test("a tab that was opened in the background checks when it is first looked at", () => {
  stop();
  tab.visibilityState = "hidden";
  stop = scheduleChecks(check, { minMs: 30_000, maxMs: 60_000 }, tab);
  vi.advanceTimersByTime(hour);
  expect(check).not.toHaveBeenCalled();
  tab.turn("visible");
  expect(check).toHaveBeenCalledOnce();
});

test("nothing is checked once it was stopped", () => {
  stop();
  tab.turn("visible");
  vi.advanceTimersByTime(hour);
  expect(check).not.toHaveBeenCalled();
});
