import { expect, test } from "vitest";
import { HeardTurns } from "@/lib/agent/heard-turns";

type Turn = Parameters<HeardTurns["upTo"]>[0] extends ReadonlyMap<number, infer T> ? T : never;

/** Turns one second apart: a caller's, or the agent's that was played, cut or waits to be. */
function talk() {
  const turns = new Map<number, Turn>();
  const add = (turn: Partial<Turn>) => {
    const number = turns.size + 1;
    const started_at = new Date(number * 1_000).toISOString();
    turns.set(number, { number, who: "agent", heard: null, started_at, ...turn });
  };
  return {
    turns,
    caller: () => add({ who: "caller" }),
    played: () => add({ playback_ms: 100 }),
    cut: () => add({ playback_ms: 100, heard: "" }),
    waiting: () => add({}),
  };
}

test("a caller who speaks after the agent's answer was played has heard it", () => {
  const { turns, caller, played } = talk();
  const heard = new HeardTurns();
  played();
  caller();
  expect(heard.upTo(turns)).toBe(1);
  heard.pass(turns);
  played();
  caller();
  expect(heard.upTo(turns)).toBe(2);
  expect(heard.upTo(turns)).toBe(2);
});

test.each(["cut", "waiting"] as const)("an answer that is %s is not heard", (state) => {
  const { turns, caller, played, ...agent } = talk();
  const heard = new HeardTurns();
  played();
  caller();
  const before = heard.upTo(turns);
  heard.pass(turns);
  agent[state]();
  caller();
  caller();
  expect(heard.upTo(turns)).toBe(before);
});

test("what is said while a tool runs answers nothing of it, also after “one moment”", () => {
  const { turns, caller, played } = talk();
  const heard = new HeardTurns();
  played();
  caller();
  const before = heard.upTo(turns);
  played();
  caller();
  heard.pass(turns);
  expect(heard.upTo(turns)).toBe(before);
  caller();
  expect(heard.upTo(turns)).toBe(before);
});
