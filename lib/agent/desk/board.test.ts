import { expect, test } from "vitest";
import { progressOf, progressWords, splitHeard } from "@/lib/agent/desk/board";
import type { LiveTalk } from "@/lib/agent/desk/live";
import { stageWords, waitOf } from "@/lib/agent/desk/stages";
import { servedBy, talkOutcome, talkSentence } from "@/lib/agent/desk/words";

const now = new Date("2026-12-01T10:01:00Z");
const turn = (second: number, heard: string | null = "Hello") => ({
  ...{ number: second, who: "agent", said: "Hello", heard, interrupted: false },
  started_at: `2026-12-01T10:00:${String(second).padStart(2, "0")}Z`,
});
const talk = (changed: Partial<LiveTalk> = {}): LiveTalk => ({
  ...{ id: "talk", call_id: "call", status: "talking", asked: null, asked_by: null },
  ...{ interruptions: 0, silences: 0, language: "en", started_at: "2026-12-01T10:00:00Z" },
  ...{ talking_at: "2026-12-01T10:00:02Z", voice_agents: { id: "agent", name: "Ana" } },
  calls: { customer_number: "+12065550177", contacts: null },
  ...{ turns: [], tools: [] },
  ...changed,
});
const tool = (name: string, state: string) => ({
  ...{ number: 1, turn: 1, tool: name, state, started_at: "2026-12-01T10:00:05Z" },
});

test.each<[string, Partial<LiveTalk>, string]>([
  ["just begun", {}, ""],
  ["said a moment ago", { turns: [turn(55)] }, ""],
  ["said long ago", { turns: [turn(40)] }, "quiet for 20 s"],
  ["is still being said", { turns: [turn(40, null)] }, ""],
  [
    "was interrupted, and silent",
    { interruptions: 2, silences: 1 },
    "interrupted twice · silent once",
  ],
])("a talk where the last %s sounds like %j", (_, given, words) => {
  expect(progressWords(progressOf(talk(given), now))).toBe(words);
});

test("the tool that runs is shown, one that is done is not", () => {
  const tools = [tool("look_up", "done"), tool("check_availability", "running")];
  expect(progressOf(talk({ tools }), now)).toMatchObject({
    tool: "check_availability",
    seconds: 58,
  });
  expect(progressOf(talk({ tools: [tool("look_up", "done")] }), now).tool).toBeNull();
});

test.each([
  ["caller", "Hello there", null, { heard: "Hello there", cut: "" }],
  ["agent", "Hello there", null, { heard: "Hello there", cut: "" }],
  ["agent", "Hello there", "Hello", { heard: "Hello", cut: " there" }],
  ["agent", "Hello there", "", { heard: "", cut: "Hello there" }],
  ["agent", "Hello there", "Helo", { heard: "Helo", cut: " (of: Hello there)" }],
])("of what the %s said (%j, heard %j), the caller heard this", (who, said, heard, shown) => {
  expect(splitHeard({ who, said, heard })).toEqual(shown);
});

test("how long a caller waited counts the pause, the model and the sending", () => {
  const stages = { playback_ms: 60, tools_ms: 120, clear_ms: null };
  const timed = { silence_ms: 500, model_ms: 380, bridge_ms: 4, ...stages };
  expect(waitOf(timed)).toBe(884);
  expect(waitOf({ ...timed, model_ms: null })).toBeNull();
  expect(stageWords(timed)).toBe(
    "pause 500 ms · model 380 ms (tools 120 ms) · sending 4 ms · to the phone 60 ms",
  );
});

test("a talk that the agent ended is not one that the caller did", () => {
  const reason = "the caller said nothing";
  expect(talkOutcome("caller_left", { reason }).words).toBe("Caller was silent");
  expect(talkSentence("Ana", "caller_left", { reason })).toBe(
    "Ana ended the call: the caller was silent",
  );
  expect(talkOutcome("caller_left", { reason: "the caller hung up" }).words).toBe("Caller hung up");
});

test.each([
  ["contained", 0, "Served", "Ana served the caller"],
  ["contained", 1, "Booked", "Ana booked an appointment"],
  ["handed_over", 2, "Booked 2", "Ana booked 2 appointments"],
  ["handed_over", 0, "Handed over", "Ana handed the caller over"],
  ["taken_over", 0, "Taken over", "A colleague took the caller over from Ana"],
  ["failed", 0, "Failed", "Ana couldn't go on"],
])("%s with %i booked is “%s”", (outcome, booked, badge, sentence) => {
  expect(talkOutcome(outcome, { booked }).words).toBe(badge);
  expect(talkSentence("Ana", outcome, { booked })).toBe(sentence);
});

test("a false “booked” is said before anything else", () => {
  expect(talkOutcome("contained", { booked: 0, isFalse: true })).toEqual({
    ...{ words: "Said “booked”, nothing is", tone: "danger" },
  });
});

test.each([
  ["a talk that served", ["failed", "contained"], "Agent 1"],
  ["one with a message, though another failed", ["message", "failed"], "Agent 0"],
  ["none where a menu or a person served", ["failed", "handed_over", "taken_over"], undefined],
  ["none while it goes on", [null], undefined],
])("who talked with the caller: %s", (_, outcomes, name) => {
  const talks = outcomes.map((outcome, at) => ({ outcome, voice_agents: { name: `Agent ${at}` } }));
  expect(servedBy(talks)).toBe(name);
});
