import { expect, test } from "vitest";
import { Received } from "@/components/live/received";

/** After its first check, at 100. */
function started(): Received {
  const received = new Received();
  received.missed({ checked_at: 100, sent: null });
  return received;
}

test("what arrived is not missed, in whatever order", () => {
  const received = started();
  for (const time of [130, 110, 120]) received.add(time);
  expect(received.missed({ checked_at: 200, sent: 3 })).toBe(false);
});

test("what was sent and did not arrive is missed once", () => {
  const received = started();
  received.add(110);
  expect(received.missed({ checked_at: 200, sent: 2 })).toBe(true);
  expect(received.missed({ checked_at: 300, sent: 0 })).toBe(false);
});

test("two broadcasts of one transaction count as two", () => {
  const received = started();
  received.add(110);
  expect(received.missed({ checked_at: 200, sent: 2 })).toBe(true);
  received.add(210);
  received.add(210);
  expect(received.missed({ checked_at: 300, sent: 2 })).toBe(false);
});

test("what arrives before the check that counts it waits for that check", () => {
  const received = started();
  received.add(250);
  expect(received.missed({ checked_at: 200, sent: 0 })).toBe(false);
  expect(received.missed({ checked_at: 300, sent: 1 })).toBe(false);
});

test("what arrives after the check that would have counted it makes up for nothing", () => {
  const received = started();
  expect(received.missed({ checked_at: 200, sent: 0 })).toBe(false);
  received.add(150);
  expect(received.missed({ checked_at: 300, sent: 1 })).toBe(true);
});

test("where nobody can say what was sent, something may have been missed", () => {
  const received = started();
  expect(received.missed({ checked_at: 200, sent: null })).toBe(true);
  received.startOver();
  expect(received.missed({ checked_at: 300, sent: null })).toBe(true);
});

test("a tab that receives for hours without checking does not grow", () => {
  const received = started();
  for (let time = 0; time <= 5_000; time += 1) received.add(101 + time);
  expect(received.since).toBeNull();
});
