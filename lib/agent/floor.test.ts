import { expect, test } from "vitest";
import { z } from "zod";
import { greeted, TestTalk } from "@/lib/agent/testing/talk";
import { defineTool } from "@/lib/agent/tools/tool";

const starts = { type: "input_audio_buffer.speech_started", audio_start_ms: 0, item_id: "said" };
const stops = { type: "input_audio_buffer.speech_stopped", audio_end_ms: 0, item_id: "said" };
const lastAsked = (talk: TestTalk) => JSON.stringify(talk.of("response.create").at(-1));
const answering = (talk: TestTalk) =>
  talk
    .of("session.update")
    .map((one) =>
      /"create_response":(true|false),"interrupt_response":\1/.exec(JSON.stringify(one)),
    )
    .map((found) => found?.[1]);

test("the provider answers what it hears once the greeting was heard, not before", async () => {
  const talk = new TestTalk();
  await talk.configured();
  await talk.answers("Hello, this call may be recorded.", 1_000);
  await talk.passes(900);
  expect(answering(talk)).toEqual(["false"]);
  await talk.passes(200);
  expect(answering(talk)).toEqual(["false", "true"]);
  // Nobody has spoken: nothing is to be answered.
  expect(talk.of("response.create")).toHaveLength(1);
});

test("whoever speaks into the greeting hears it to its end, and then an answer", async () => {
  const talk = new TestTalk();
  await talk.configured();
  await talk.hears("Hello?");
  await talk.answers("Hello, this call may be recorded.", 12_000);
  await talk.passes(11_000);
  talk.session.fromTwilio({ event: "dtmf", dtmf: { digit: "4" } });
  expect(talk.line.clears).toBe(0);
  expect(talk.of("response.create")).toHaveLength(1);
  await talk.passes(1_100);
  expect(talk.of("response.create")).toHaveLength(2);
  expect(talk.connections).toBe(1);
});

test("a greeting that failed is asked for again in its words", async () => {
  const talk = new TestTalk();
  await talk.configured();
  await talk.fails();
  expect(talk.of("response.create")).toHaveLength(2);
  expect(lastAsked(talk)).toContain("This call may be recorded.");
});

test("a greeting that broke off with the connection is said again", async () => {
  const talk = new TestTalk();
  await talk.configured();
  await talk.answers("Hello, this call", 1_000, { done: false });
  await talk.passes(300);
  await talk.drops();
  await talk.configured();
  expect(talk.line.clears).toBe(1);
  expect(lastAsked(talk)).toContain("This call may be recorded.");
  expect(answering(talk)).toEqual(["false", "false"]);
});

test.each([
  ["the greeting", async () => new TestTalk()],
  [
    "what follows a silence",
    async () => {
      const talk = await greeted();
      await talk.passes(6_100);
      return talk;
    },
  ],
  [
    "what follows keys",
    async () => {
      const talk = await greeted();
      talk.session.fromTwilio({ event: "dtmf", dtmf: { digit: "4" } });
      await talk.passes(1_600);
      return talk;
    },
  ],
])("a provider that stalls over %s is connected once more", async (_, begun) => {
  const talk = await begun();
  if (talk.of("response.create").length === 0) await talk.configured();
  await talk.clock.advance(9_000);
  expect(talk.connections).toBe(1);
  await talk.clock.advance(1_500);
  expect(talk.connections).toBe(2);
  await talk.configured();
  await talk.answers("Sorry, I lost you for a moment.", 500);
  await talk.passes(700);
  // The first connection's time is over with it.
  await talk.clock.advance(4_000);
  expect(talk.outcome).toBeNull();
});

test("a provider that stalls in the middle of an answer is connected once more", async () => {
  const talk = await greeted();
  await talk.hears("When are you open?");
  await talk.answers("We are", 300, { done: false });
  await talk.passes(11_000);
  expect(talk.connections).toBe(2);
});

test("what is refused is asked again, then connected anew; other errors do no harm", async () => {
  const talk = await greeted();
  await talk.passes(6_100);
  const asked = talk.of("response.create").length;
  await talk.says({ type: "error", error: { code: "invalid_value", message: "no such item" } });
  await talk.clock.advance(300);
  expect(talk.of("response.create")).toHaveLength(asked);
  const error = { code: "invalid_value", message: "", event_id: "say" };
  await talk.says({ type: "error", error });
  await talk.clock.advance(300);
  expect(lastAsked(talk)).toContain("Are you still there?");
  expect(talk.of("response.create")).toHaveLength(asked + 1);
  await talk.says({ type: "error", error });
  expect(talk.connections).toBe(2);
});

test("what tools find while the caller speaks is in the answer to the caller", async () => {
  let found = () => {};
  const tool = defineTool({
    ...{ name: "find", title: "", description: { en: "", ro: "" }, seconds: 5 },
    parameters: z.object({}),
    run: async () => {
      await new Promise<void>((resolve) => {
        found = resolve;
      });
      return { ok: true, say: "Friday" };
    },
  });
  const talk = await greeted({ tools: [tool] });
  await talk.hears("When?");
  await talk.calls("find", {});
  await talk.says(starts);
  const asked = talk.of("response.create").length;
  found();
  await talk.clock.advance(100);
  expect(JSON.stringify(talk.of("conversation.item.create"))).toContain("Friday");
  await talk.says(stops);
  expect(talk.of("response.create")).toHaveLength(asked);
});

test("noise without an end leads to a person; speech that ends does not", async () => {
  const talk = await greeted();
  await talk.says(starts);
  await talk.clock.advance(40_000);
  await talk.says(stops);
  await talk.answers("Yes?", 100);
  await talk.passes(200);
  await talk.says(starts);
  await talk.clock.advance(44_000);
  expect(lastAsked(talk)).not.toContain("noise");
  await talk.clock.advance(1_000);
  expect(lastAsked(talk)).toContain("I can't hear you for the noise");
  await talk.answers("I can't hear you", 500);
  await talk.passes(700);
  expect(talk.outcome).toBe("handed_over");
});
