import { expect, test } from "vitest";
import { settled, TestClock } from "@/lib/agent/testing/clock";
import { maxSaid, maxWaitingPerTenant, Warm, warmMs } from "@/lib/agent/warm";

const ana = { key: "ana", tenantId: "company", of: "model" };

function warmed() {
  const clock = new TestClock();
  const warm = new Warm(clock);
  const opened: { message(text: string): void; closed(): void }[] = [];
  const sent: string[] = [];
  let closes = 0;
  const connect = (on: (typeof opened)[number]) => {
    opened.push(on);
    return {
      send: (text: string) => sent.push(text),
      close: () => {
        closes += 1;
      },
    };
  };
  const said: string[] = [];
  const on = { message: (text: string) => said.push(text), closed: () => said.push("closed") };
  return { clock, warm, opened, sent, said, on, connect, closes: () => closes };
}

test("whoever comes has the connection, and hears what it said before", async () => {
  const { warm, opened, sent, said, on, connect } = warmed();
  warm.expect(ana, connect);
  warm.expect(ana, connect);
  expect(opened).toHaveLength(1);
  opened[0]?.message("created");
  const socket = warm.take("ana", "model", on);
  socket?.send("configuration");
  await settled();
  opened[0]?.message("updated");
  opened[0]?.closed();
  expect([sent, said]).toEqual([["configuration"], ["created", "updated", "closed"]]);
  expect(warm.take("ana", "model", on)).toBeNull();
});

test("one that nobody comes for is closed, as is one of settings that have changed", async () => {
  const { clock, warm, on, connect, closes } = warmed();
  warm.expect(ana, connect);
  await clock.advance(warmMs);
  expect(closes()).toBe(1);
  warm.expect(ana, connect);
  expect(warm.take("ana", "another", on)).toBeNull();
  expect(closes()).toBe(2);
});

test("one that broke meanwhile is none", () => {
  const { warm, opened, on, connect } = warmed();
  warm.expect(ana, connect);
  opened[0]?.closed();
  expect(warm.take("ana", "model", on)).toBeNull();
});

test.each([
  ["too many messages", Array<string>(maxSaid.messages + 1).fill("{}")],
  ["too much", ["ä".repeat(maxSaid.bytes / 2), "{}"]],
])("one that says %s is closed", (_, texts) => {
  const { warm, opened, on, connect, closes } = warmed();
  warm.expect(ana, connect);
  for (const text of texts.slice(0, -1)) opened[0]?.message(text);
  expect(closes()).toBe(0);
  for (const text of texts.slice(-1)) opened[0]?.message(text);
  expect(closes()).toBe(1);
  expect(warm.take("ana", "model", on)).toBeNull();
});

test("what a closed one says or does is nothing to the next of the same caller", async () => {
  const { clock, warm, opened, said, on, connect } = warmed();
  warm.expect(ana, connect);
  await clock.advance(warmMs);
  warm.expect(ana, connect);
  opened[0]?.message("late");
  opened[0]?.closed();
  expect(warm.take("ana", "model", on)).not.toBeNull();
  await settled();
  expect(said).toEqual([]);
});

test("a company has so many at most; another has its own", () => {
  const { warm, opened, connect } = warmed();
  for (let count = 0; count <= maxWaitingPerTenant; count += 1) {
    warm.expect({ ...ana, key: `caller ${count}` }, connect);
  }
  expect(opened).toHaveLength(maxWaitingPerTenant);
  warm.expect({ ...ana, tenantId: "another" }, connect);
  expect(opened).toHaveLength(maxWaitingPerTenant + 1);
});
