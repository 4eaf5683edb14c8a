import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { greeted, TestTalk } from "@/lib/agent/testing/talk";
import { defineTool } from "@/lib/agent/tools/tool";
import { AppError } from "@/lib/core/errors";

test("the greeting is asked for once, says that it is a machine and that the call is recorded", async () => {
  const talk = new TestTalk();
  expect(talk.of("session.update")).toHaveLength(1);
  expect(talk.of("response.create")).toHaveLength(0);
  await talk.configured();
  await talk.configured();
  const [asked, ...more] = talk.of("response.create");
  expect(more).toEqual([]);
  expect(JSON.stringify(asked)).toContain("automated assistant of Acme Solar");
  expect(JSON.stringify(asked)).toContain("This call may be recorded.");
});

test("what the caller says before the provider listens is not lost", async () => {
  const talk = new TestTalk();
  await talk.passes(100);
  expect(talk.of("input_audio_buffer.append")).toHaveLength(0);
  await talk.configured();
  expect(talk.of("input_audio_buffer.append")).toHaveLength(5);
});

test("a gap in the caller's audio becomes silence", async () => {
  const talk = new TestTalk();
  await talk.configured();
  await talk.passes(20);
  talk.line.timestamp += 200;
  await talk.passes(20);
  expect(talk.of("input_audio_buffer.append")).toHaveLength(12);
});

test("a caller who interrupts is heard at once, and the provider knows to the frame what they heard", async () => {
  const talk = await greeted();
  const item = await talk.answers("We are open from nine to five every day.", 3_000);
  await talk.passes(1_240);
  await talk.says({
    type: "input_audio_buffer.speech_started",
    ...{ audio_start_ms: 0, item_id: "said" },
  });
  expect(talk.line.clears).toBe(1);
  const [truncated] = talk.of("conversation.item.truncate");
  expect(truncated).toMatchObject({ item_id: item, content_index: 0 });
  expect(Math.abs(Number(truncated?.audio_end_ms) - 1_240)).toBeLessThanOrEqual(20);
  await talk.passes(500);
  const [, second] = talk.rows().turns;
  expect(second).toMatchObject({ interrupted: true, heard: "We are open from", clear_ms: 0 });
});

test("what they heard is known to within 20 ms, in 100 of 100 interruptions", async () => {
  const positions = fc.sample(fc.integer({ min: 20, max: 2_980 }), { seed: 18, numRuns: 100 });
  const off: number[] = [];
  for (const ms of positions) {
    const talk = await greeted();
    await talk.answers("We are open from nine to five every day.", 3_000);
    await talk.passes(Math.floor(ms / 20) * 20);
    await talk.clock.advance(ms % 20);
    const of = { audio_start_ms: 0, item_id: "said" };
    await talk.says({ type: "input_audio_buffer.speech_started", ...of });
    const [truncated] = talk.of("conversation.item.truncate");
    off.push(Math.abs(Number(truncated?.audio_end_ms) - ms));
    expect(talk.line.clears).toBe(1);
  }
  expect(off).toHaveLength(100);
  expect(off.filter((each) => !(each <= 20))).toEqual([]);
});

test("the notice of a recorded call is heard to its end", async () => {
  const talk = new TestTalk();
  await talk.configured();
  await talk.answers("Hello. This call may be recorded.", 1_000);
  await talk.passes(300);
  await talk.hears("Yes, hello");
  expect(talk.line.clears).toBe(0);
});

test("what a response says after it was interrupted is not played", async () => {
  const talk = await greeted();
  await talk.answers("A long story", 1_000, { done: false });
  await talk.passes(200);
  await talk.says({
    type: "input_audio_buffer.speech_started",
    ...{ audio_start_ms: 0, item_id: "said" },
  });
  const sent = talk.line.sent.length;
  const of = { response_id: "resp_2", item_id: "item_2" };
  const delta = Buffer.alloc(800, 0x55).toString("base64");
  await talk.says({ type: "response.output_audio.delta", ...of, delta });
  expect(talk.line.sent).toHaveLength(sent);
});

test("a tool's answer is given once its response is over, and only then is the next one asked for", async () => {
  const talk = await greeted();
  await talk.hears("When are you open?");
  await talk.says({ type: "response.created", response: { id: "r" } });
  await talk.says({
    type: "response.function_call_arguments.done",
    ...{ response_id: "r", call_id: "k", name: "nonsense", arguments: "{}" },
  });
  expect(talk.of("conversation.item.create")).toHaveLength(0);
  const asked = talk.of("response.create").length;
  await talk.says({ type: "response.done", response: { id: "r", status: "completed" } });
  expect(talk.of("conversation.item.create")).toMatchObject([{ item: { call_id: "k" } }]);
  expect(talk.of("response.create")).toHaveLength(asked + 1);
  await talk.clock.advance(1_000);
  expect(talk.rows().tools).toMatchObject([{ tool: "nonsense", state: "failed" }]);
});

test("a handover is said to its end before the caller goes on", async () => {
  const talk = await greeted();
  await talk.hears("I want a person");
  await talk.calls("transfer_to_person", { reason: "Wants a refund" });
  await talk.answers("I'm connecting you.", 800);
  await talk.passes(400);
  expect(talk.line.isClosed).toBe(false);
  await talk.passes(600);
  expect(talk.line.isClosed).toBe(true);
  expect(talk.outcome).toBe("handed_over");
  const { figures } = talk.rows();
  expect(figures).toMatchObject({ outcome: "handed_over", summary: "Wants a refund" });
});

test("whoever speaks into a goodbye is not done", async () => {
  const talk = await greeted();
  await talk.calls("end_call", {});
  await talk.answers("Goodbye.", 800);
  await talk.passes(400);
  await talk.hears("One more thing");
  await talk.passes(2_000);
  expect(talk.line.isClosed).toBe(false);
});

test("who has left a message has left one, whoever ends the talk", async () => {
  const parameters = z.object({});
  const taken = { ok: true, say: "Noted.", left: "message" } as const;
  const title = { name: "take_message", title: "", description: { en: "", ro: "" }, seconds: 1 };
  const tool = defineTool({ ...title, parameters, run: async () => taken });
  const talk = await greeted({ tools: [tool] });
  await talk.calls("take_message", {});
  expect(JSON.stringify(talk.of("conversation.item.create"))).not.toContain("left");
  await talk.answers("Noted.", 500);
  await talk.passes(700);
  talk.session.callerLeft();
  await talk.clock.advance(10);
  expect(talk.outcome).toBe("message");
});

test("0 is a person, at any time; other keys reach the model together", async () => {
  const talk = await greeted();
  for (const digit of ["4", "2"]) talk.session.fromTwilio({ event: "dtmf", dtmf: { digit } });
  await talk.passes(1_600);
  expect(JSON.stringify(talk.of("conversation.item.create"))).toContain("pressed 4 2");
  talk.session.fromTwilio({ event: "dtmf", dtmf: { digit: "0" } });
  await talk.clock.advance(10);
  expect(talk.outcome).toBe("handed_over");
});

test("silence is asked about, then ended politely", async () => {
  const talk = await greeted();
  await talk.passes(6_100);
  expect(JSON.stringify(talk.of("response.create").at(-1))).toContain("Are you still there?");
  await talk.answers("Are you still there?", 500);
  await talk.passes(10_800);
  await talk.answers("Goodbye.", 500);
  await talk.passes(700);
  expect(talk.outcome).toBe("caller_left");
  expect(talk.rows().figures).toMatchObject({ silences: 1, reason: "the caller said nothing" });
});

test("a provider that is lost is connected once more with what was said, then the route goes on", async () => {
  const talk = await greeted();
  await talk.hears("My name is Ioana");
  await talk.drops();
  expect(talk.connections).toBe(2);
  await talk.configured();
  expect(JSON.stringify(talk.of("conversation.item.create"))).toContain("My name is Ioana");
  await talk.drops();
  await talk.clock.advance(10);
  expect(talk.outcome).toBe("failed");
  expect(talk.line.isClosed).toBe(true);
  const summary = "the voice agent could not go on; last words: “My name is Ioana”";
  expect(talk.rows().figures).toMatchObject({ summary });
});

test("a provider that does not answer within its time is given up", async () => {
  const talk = new TestTalk();
  await talk.clock.advance(5_000);
  expect(talk.connections).toBe(2);
  await talk.clock.advance(2_000);
  expect(talk.outcome).toBe("failed");
});

test.each([["audio/pcm"], ["g711_ulaw"]])(
  "a provider that speaks %s instead is given up",
  async (type) => {
    const talk = new TestTalk();
    await talk.configured(type);
    await talk.clock.advance(10);
    expect(talk.outcome).toBe("failed");
    expect(talk.rows().figures).toMatchObject({
      reason: "the provider does not speak our audio format",
      summary: "the voice agent could not go on",
    });
  },
);

test("a response that meets another is asked for again", async () => {
  const talk = await greeted();
  talk.session.obey("end");
  const asked = talk.of("response.create").length;
  const error = { code: "conversation_already_has_active_response", message: "" };
  await talk.says({ type: "error", error });
  await talk.clock.advance(300);
  expect(talk.of("response.create")).toHaveLength(asked + 1);
});

test("the longest talk ends with a person", async () => {
  const talk = await greeted();
  await talk.hears("Hello");
  await talk.answers("Yes?", 100);
  await talk.clock.advance(10 * 60_000);
  await talk.clock.advance(15_000);
  expect(talk.outcome).toBe("handed_over");
});

test("no audio waits for the database, and what could not be stored is stored later", async () => {
  const away = new AppError("unavailable", "database_unavailable", "away");
  let isAway = true;
  const talk = await greeted({
    write: () => (isAway ? Promise.reject(away) : Promise.resolve()),
  });
  await talk.passes(500);
  expect(talk.line.sent.some(({ event }) => event === "media")).toBe(true);
  expect(talk.written).toHaveLength(0);
  isAway = false;
  await talk.passes(1_500);
  expect(talk.rows().turns).toMatchObject([{ who: "agent", heard: "Hello, how can I help you?" }]);
});

test("a database that never answers holds nobody up for long", async () => {
  const talk = await greeted({ write: () => new Promise(() => {}) });
  talk.session.fromTwilio({ event: "dtmf", dtmf: { digit: "0" } });
  await talk.clock.advance(1_500);
  expect(talk.line.isClosed).toBe(true);
});

test("each answer is stored with how long its stages took", async () => {
  const talk = await greeted();
  await talk.hears("When are you open?");
  await talk.passes(200);
  await talk.answers("From nine to five.", 1_000);
  await talk.passes(1_500);
  const answer = talk.rows().turns.at(-1);
  expect(answer).toMatchObject({ model_ms: 200, bridge_ms: 0, tools_ms: 0 });
  expect(answer?.playback_ms).toBeLessThanOrEqual(20);
});
