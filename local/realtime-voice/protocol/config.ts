import type { z } from "zod";
import type {
  Format,
  SessionUpdate,
  Tool,
  TurnDetection,
} from "@/local/realtime-voice/protocol/client-events";
import type { Language } from "@/local/voice/voices";

/** A session's settings, as `session.created` and `session.updated` show them. */
export type Config = {
  type: "realtime";
  object: "realtime.session";
  id: string;
  model: string;
  expires_at: number;
  output_modalities: ("audio" | "text")[];
  instructions: string;
  tools: Tool[];
  tool_choice: unknown;
  max_output_tokens: number | "inf";
  truncation: unknown;
  tracing: unknown;
  prompt: unknown;
  include: unknown;
  audio: {
    input: {
      format: Format;
      noise_reduction: { type: string } | null;
      transcription: {
        model?: string | undefined;
        language?: string | undefined;
        languages?: string[] | undefined;
        prompt?: string | undefined;
      } | null;
      turn_detection: TurnDetection | null;
    };
    output: { format: Format; voice: unknown; speed: number };
  };
};

export function newConfig(id: string, model: string, expiresAt: number): Config {
  return {
    type: "realtime",
    object: "realtime.session",
    id,
    model,
    expires_at: expiresAt,
    output_modalities: ["audio"],
    instructions: "",
    tools: [],
    tool_choice: "auto",
    max_output_tokens: "inf",
    truncation: "auto",
    tracing: null,
    prompt: null,
    include: null,
    audio: {
      input: {
        format: { type: "audio/pcm", rate: 24_000 },
        noise_reduction: null,
        transcription: null,
        turn_detection: {
          type: "server_vad",
          threshold: 0.5,
          prefix_padding_ms: 300,
          silence_duration_ms: 500,
          create_response: true,
          interrupt_response: true,
        },
      },
      output: { format: { type: "audio/pcm", rate: 24_000 }, voice: "marin", speed: 1 },
    },
  };
}

/** What is not given stays as it is; the model cannot be changed. */
export function updated(config: Config, update: z.infer<typeof SessionUpdate>): Config {
  const { audio, ...given } = update;
  return {
    ...config,
    ...withoutUndefined(given),
    model: config.model,
    audio: {
      input: { ...config.audio.input, ...withoutUndefined(audio?.input ?? {}) },
      output: { ...config.audio.output, ...withoutUndefined(audio?.output ?? {}) },
    },
  };
}

/** What is spoken: as the transcription is set, else by the letters of the instructions. */
export function languageOf({ audio, instructions }: Config): Language {
  const { transcription } = audio.input;
  const set = transcription?.language ?? transcription?.languages?.[0];
  if (set) return set.toLowerCase().startsWith("ro") ? "ro" : "en";
  return /[ăâîșşțţ]/i.test(instructions) ? "ro" : "en";
}

function withoutUndefined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> };
function withoutUndefined(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
