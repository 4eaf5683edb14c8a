import { z } from "zod";

/** What we read of OpenAI's realtime protocol, GA: https://platform.openai.com/docs/api-reference */

const id = z.string().max(200);
const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), ...shape });

const Format = z.looseObject({ type: z.string() }).nullish();

const Problem = z.looseObject({
  type: z.string().nullish(),
  code: z.string().nullish(),
  message: z.string().default(""),
  /** Our name of the event that caused it. */
  event_id: z.string().nullish(),
});

export const RealtimeEvent = z.discriminatedUnion("type", [
  event("session.created", {}),
  event("session.updated", {
    session: z.looseObject({
      audio: z
        .looseObject({
          input: z.looseObject({ format: Format }).nullish(),
          output: z.looseObject({ format: Format }).nullish(),
        })
        .nullish(),
    }),
  }),
  event("input_audio_buffer.speech_started", { audio_start_ms: z.number(), item_id: id }),
  event("input_audio_buffer.speech_stopped", { audio_end_ms: z.number(), item_id: id }),
  event("input_audio_buffer.committed", { item_id: id }),
  event("conversation.item.input_audio_transcription.completed", {
    item_id: id,
    transcript: z.string(),
    usage: z.looseObject({}).nullish(),
  }),
  event("conversation.item.input_audio_transcription.failed", { item_id: id }),
  event("response.created", { response: z.looseObject({ id }) }),
  event("response.output_audio.delta", { response_id: id, item_id: id, delta: z.base64() }),
  event("response.output_audio.done", { response_id: id, item_id: id }),
  event("response.output_audio_transcript.delta", {
    ...{ response_id: id, item_id: id, delta: z.string() },
  }),
  event("response.output_audio_transcript.done", {
    ...{ response_id: id, item_id: id, transcript: z.string() },
  }),
  event("response.function_call_arguments.done", {
    ...{ response_id: id, call_id: id, name: z.string().optional(), arguments: z.string() },
  }),
  event("response.output_item.done", {
    response_id: id,
    item: z.looseObject({
      ...{
        id: id.optional(),
        type: z.string(),
        call_id: id.optional(),
        name: z.string().optional(),
      },
      arguments: z.string().optional(),
    }),
  }),
  event("response.done", {
    response: z.looseObject({
      id,
      status: z.string(),
      status_details: z.looseObject({ reason: z.string().nullish() }).nullish(),
      usage: z.looseObject({}).nullish(),
    }),
  }),
  event("error", { error: Problem }),
]);
export type RealtimeEvent = z.output<typeof RealtimeEvent>;

/** Names of the beta, which some providers still send. */
const older: Record<string, string> = {
  "response.audio.delta": "response.output_audio.delta",
  "response.audio.done": "response.output_audio.done",
  "response.audio_transcript.delta": "response.output_audio_transcript.delta",
  "response.audio_transcript.done": "response.output_audio_transcript.done",
};

const Typed = z.looseObject({ type: z.string() });

/** One message of the provider; null for what we don't read. */
export function readRealtimeEvent(text: string): RealtimeEvent | null {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  const typed = Typed.safeParse(body);
  if (!typed.success) return null;
  const { type } = typed.data;
  return RealtimeEvent.safeParse({ ...typed.data, type: older[type] ?? type }).data ?? null;
}
