import { expect, test } from "vitest";
import { settled, TestClock } from "@/lib/agent/testing/clock";
import { Warm, warmMs } from "@/lib/agent/warm";

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
  warm.expect("ana", "model", connect);
  warm.expect("ana", "model", connect);
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
  warm.expect("ana", "model", connect);
  await clock.advance(warmMs);
  expect(closes()).toBe(1);
  warm.expect("ana", "model", connect);
  expect(warm.take("ana", "another", on)).toBeNull();
  expect(closes()).toBe(2);
});

test("one that broke meanwhile is none", () => {
  const { warm, opened, on, connect } = warmed();
  warm.expect("ana", "model", connect);
  opened[0]?.closed();
  expect(warm.take("ana", "model", on)).toBeNull();
});
