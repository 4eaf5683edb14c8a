import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openStage, type Stage } from "@/local/realtime-voice/testing/begin";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_\\w+$`));
const item = z.looseObject({
  id: id("item"),
  object: z.literal("realtime.item"),
  type: z.enum(["message", "function_call", "function_call_output"]),
  status: z.enum(["completed", "in_progress", "incomplete"]),
});
const previous = id("item").nullable();
const response = z.looseObject({
  object: z.literal("realtime.response"),
  id: id("resp"),
  status: z.enum(["in_progress", "completed", "cancelled", "failed", "incomplete"]),
  status_details: z.looseObject({ type: z.string() }).nullable(),
  output: z.array(item),
  output_modalities: z.array(z.enum(["audio", "text"])),
  usage: z
    .looseObject({ total_tokens: z.int(), input_tokens: z.int(), output_tokens: z.int() })
    .nullable(),
});
const place = { response_id: id("resp"), item_id: id("item"), output_index: z.int() };
const part = { ...place, content_index: z.int() };
const at = { item_id: id("item"), content_index: z.int() };

/** The provider's events (https://platform.openai.com/docs/api-reference/realtime-server-events). */
const EVENTS: Record<string, z.ZodRawShape> = {
  "session.created": { session: z.looseObject({ type: z.literal("realtime"), id: id("sess") }) },
  "session.updated": { session: z.looseObject({ type: z.literal("realtime"), id: id("sess") }) },
  "input_audio_buffer.speech_started": { audio_start_ms: z.int(), item_id: id("item") },
  "input_audio_buffer.speech_stopped": { audio_end_ms: z.int(), item_id: id("item") },
  "input_audio_buffer.committed": { previous_item_id: previous, item_id: id("item") },
  "conversation.item.added": { previous_item_id: previous, item },
  "conversation.item.done": { previous_item_id: previous, item },
  "conversation.item.truncated": { ...at, audio_end_ms: z.int() },
  "conversation.item.input_audio_transcription.delta": { ...at, delta: z.string() },
  "conversation.item.input_audio_transcription.completed": {
    ...at,
    transcript: z.string(),
    usage: z.object({ type: z.literal("duration"), seconds: z.number() }),
  },
  "response.created": { response },
  "response.done": { response },
  "response.output_item.added": { response_id: id("resp"), output_index: z.int(), item },
  "response.output_item.done": { response_id: id("resp"), output_index: z.int(), item },
  "response.content_part.added": { ...part, part: z.looseObject({ type: z.literal("audio") }) },
  "response.content_part.done": { ...part, part: z.looseObject({ type: z.literal("audio") }) },
  "response.output_audio.delta": { ...part, delta: z.base64() },
  "response.output_audio.done": part,
  "response.output_audio_transcript.delta": { ...part, delta: z.string() },
  "response.output_audio_transcript.done": { ...part, transcript: z.string() },
  "response.function_call_arguments.delta": { ...place, call_id: id("call"), delta: z.string() },
  "response.function_call_arguments.done": {
    ...place,
    call_id: id("call"),
    name: z.string(),
    arguments: z.string(),
  },
  "rate_limits.updated": {
    rate_limits: z.array(
      z.object({
        name: z.enum(["requests", "tokens"]),
        limit: z.int(),
        remaining: z.int(),
        reset_seconds: z.number(),
      }),
    ),
  },
  error: {
    error: z.object({
      type: z.string(),
      code: z.string().nullable(),
      message: z.string(),
      param: z.string().nullable(),
      event_id: z.string().nullable(),
    }),
  },
};

test("every event of a talk has the provider's shape and no field more", async () => {
  const tools = [{ type: "function", name: "look_up", parameters: { type: "object" } }];
  const client = await stage.begin("en", { tools });
  client.send("response.create", {});
  const { item_id } = await client.next("response.output_audio.done");
  await client.next("response.done");
  client.send("conversation.item.truncate", { item_id, content_index: 0, audio_end_ms: 100 });
  await stage.say(client, "when are you open");
  const { call_id } = await client.next("response.function_call_arguments.done");
  await client.next("response.done");
  const output = JSON.stringify({ ok: true, say: "From nine to five." });
  const item = { type: "function_call_output", call_id, output };
  client.send("conversation.item.create", { item });
  client.send("response.create", {});
  client.send("response.create", {});
  await client.next("error");
  await client.next("response.done");
  client.send("no.such.event", {});
  await client.next("error");
  client.close();

  const wrong = client.events.flatMap((event) => {
    const shape = EVENTS[event.type];
    if (!shape) return [`${event.type} is not known`];
    const all = z.strictObject({ type: z.string(), event_id: id("event"), ...shape });
    const read = all.safeParse(event);
    return read.success ? [] : [`${event.type}: ${z.prettifyError(read.error)}`];
  });
  expect(wrong).toEqual([]);
  const seen = new Set(client.events.map(({ type }) => type));
  expect(Object.keys(EVENTS).filter((type) => !seen.has(type))).toEqual([]);
});

test.each([
  [{ type: "response.cancel" }, "response_cancel_not_active"],
  [{ type: "input_audio_buffer.commit" }, "input_audio_buffer_commit_empty"],
  [{ type: "session.update", session: {} }, "missing_required_parameter"],
  [{ type: "no.such.event" }, "invalid_value"],
  [{ type: "conversation.item.retrieve", item_id: "item_none" }, "item_not_found"],
  [
    {
      type: "conversation.item.create",
      item: { type: "function_call_output", call_id: "call_none", output: "{}" },
    },
    "invalid_tool_call_id",
  ],
])("%j is refused, and the session goes on", async (event, code) => {
  const client = await stage.begin("en");
  client.send(event.type, event);
  expect((await client.next("error")).error).toMatchObject({
    type: "invalid_request_error",
    code,
  });
  client.send("input_audio_buffer.clear", {});
  await client.next("input_audio_buffer.cleared");
  client.close();
});
