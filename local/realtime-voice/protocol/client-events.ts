import { z } from "zod";

/**
 * How sound is written; A-law is not spoken here
 * (https://platform.openai.com/docs/api-reference/realtime-client-events).
 */
export const Format = z.discriminatedUnion("type", [
  z.object({ type: z.literal("audio/pcm"), rate: z.literal(24_000).optional() }),
  z.object({ type: z.literal("audio/pcmu") }),
]);
export type Format = z.infer<typeof Format>;

const TurnDetection = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("server_vad"),
    threshold: z.number().min(0).max(1).default(0.5),
    prefix_padding_ms: z.number().int().min(0).default(300),
    silence_duration_ms: z.number().int().min(0).default(500),
    create_response: z.boolean().default(true),
    interrupt_response: z.boolean().default(true),
  }),
  z.object({
    type: z.literal("semantic_vad"),
    eagerness: z.enum(["low", "medium", "high", "auto"]).default("auto"),
    create_response: z.boolean().default(true),
    interrupt_response: z.boolean().default(true),
  }),
]);
export type TurnDetection = z.infer<typeof TurnDetection>;

const Transcription = z.object({
  model: z.string().optional(),
  language: z.string().optional(),
  languages: z.array(z.string()).optional(),
  prompt: z.string().optional(),
});

export const Tool = z.object({
  type: z.literal("function"),
  name: z.string().min(1),
  description: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});
export type Tool = z.infer<typeof Tool>;

const Modalities = z.array(z.enum(["audio", "text"])).length(1);

export const SessionUpdate = z.object({
  type: z.literal("realtime"),
  model: z.string().optional(),
  output_modalities: Modalities.optional(),
  instructions: z.string().optional(),
  tools: z.array(Tool).optional(),
  tool_choice: z.unknown().optional(),
  parallel_tool_calls: z.boolean().optional(),
  reasoning: z.unknown().optional(),
  max_output_tokens: z.union([z.number().int(), z.literal("inf")]).optional(),
  truncation: z.unknown().optional(),
  tracing: z.unknown().optional(),
  include: z.unknown().optional(),
  prompt: z.unknown().optional(),
  audio: z
    .object({
      input: z
        .object({
          format: Format.optional(),
          noise_reduction: z.object({ type: z.string() }).nullable().optional(),
          transcription: Transcription.nullable().optional(),
          turn_detection: TurnDetection.nullable().optional(),
        })
        .optional(),
      output: z
        .object({
          format: Format.optional(),
          voice: z.unknown().optional(),
          speed: z.number().min(0.25).max(1.5).optional(),
        })
        .optional(),
    })
    .optional(),
});

const Message = z.object({
  id: z.string().optional(),
  type: z.literal("message"),
  role: z.enum(["user", "assistant", "system"]),
  content: z.array(
    z.object({
      type: z.enum(["input_text", "output_text", "input_audio", "output_audio"]),
      text: z.string().optional(),
      audio: z.string().optional(),
      transcript: z.string().nullable().optional(),
    }),
  ),
});
const ToolCall = z.object({
  id: z.string().optional(),
  type: z.literal("function_call"),
  call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
});
const ToolOutput = z.object({
  id: z.string().optional(),
  type: z.literal("function_call_output"),
  call_id: z.string(),
  output: z.string(),
});

const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), event_id: z.string().optional(), ...shape });

export const ResponseOptions = z.object({
  conversation: z.enum(["auto", "none"]).optional(),
  instructions: z.string().optional(),
  output_modalities: Modalities.optional(),
  metadata: z.record(z.string(), z.string()).nullable().optional(),
  tools: z.array(Tool).optional(),
  tool_choice: z.unknown().optional(),
  input: z.array(z.unknown()).optional(),
  max_output_tokens: z.unknown().optional(),
});
export type ResponseOptions = z.infer<typeof ResponseOptions>;

export const ClientEvent = z.discriminatedUnion("type", [
  event("session.update", { session: SessionUpdate }),
  event("input_audio_buffer.append", { audio: z.base64() }),
  event("input_audio_buffer.commit", {}),
  event("input_audio_buffer.clear", {}),
  event("conversation.item.create", {
    previous_item_id: z.string().nullable().optional(),
    item: z.discriminatedUnion("type", [Message, ToolCall, ToolOutput]),
  }),
  event("conversation.item.retrieve", { item_id: z.string() }),
  event("conversation.item.delete", { item_id: z.string() }),
  event("conversation.item.truncate", {
    item_id: z.string(),
    content_index: z.number().int().min(0),
    audio_end_ms: z.number().int().min(0),
  }),
  event("response.create", { response: ResponseOptions.optional() }),
  event("response.cancel", { response_id: z.string().optional() }),
]);
export type ClientEvent = z.infer<typeof ClientEvent>;
