import { expect, test } from "vitest";
import { after } from "@/components/voice-agent/use-voice-trial";

const trial = { state: "on" as const, turns: [], runs: null, ends: null, problem: null };
const longest = "the longest talk was reached";

test.each([
  ["the trial's own end", 10, "This trial is over: it lasts three minutes."],
  ["the draft's", 3, /^The maximum call length was reached\. The caller goes on/],
  ["the draft's, earlier", 1, /^The maximum call length was reached\. The caller goes on/],
])("%s is named as what it is", (_, minutes, words) => {
  const ending = after(trial, { reason: longest }, minutes);
  expect(after(ending, { outcome: "handed_over" }, minutes).ends).toEqual(
    words instanceof RegExp ? expect.stringMatching(words) : words,
  );
});

test("a trial that failed has a sentence", () => {
  const failed = after(trial, { outcome: "failed" }, 10);
  expect(failed).toMatchObject({ ends: null, problem: expect.stringContaining("couldn't go on") });
});

test("turns come in any order, each once; a tool runs until it has answered", () => {
  const turn = (number: number, said: string) => ({
    ...{ number, said, who: "agent", heard: null, interrupted: false },
  });
  const running = { turns: [turn(2, "b")], tools: [{ tool: "look_up", state: "running" }] };
  const first = after(trial, running, 10);
  expect(first.runs).toBe("look_up");
  const tools = [{ tool: "look_up", state: "done" }];
  const second = after(first, { turns: [turn(1, "a"), turn(2, "b c")], tools }, 10);
  expect(second).toMatchObject({ runs: null, turns: [turn(1, "a"), turn(2, "b c")] });
});
