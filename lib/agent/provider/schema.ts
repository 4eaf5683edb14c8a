import { z } from "zod";
import { readRealtimeUrl } from "@/lib/agent/provider/address";
import { apiKeyField, modelField } from "@/lib/speech/fields";

export const audioFormats = ["audio/pcmu", "audio/pcm"] as const;

/** The form of the provider. An empty key keeps the saved one, where there is one. */
export const providerForm = (given: { isSaved: boolean; standIn?: string }) =>
  z.object({
    intent: z.enum(["check", "save"]),
    base_url: z.string().transform((typed, context) => {
      const read = readRealtimeUrl(typed, given.standIn);
      if ("url" in read) return read.url;
      context.issues.push({ code: "custom", message: read.problem, input: typed });
      return z.NEVER;
    }),
    model: modelField,
    transcription_model: modelField,
    audio_format: z.enum(audioFormats, { error: "Choose a format" }),
    api_key: (given.isSaved ? apiKeyField : apiKeyField.min(1, { error: "Enter the key" }))
      .optional()
      .transform((key) => key || undefined),
  });

export type TypedProvider = z.output<ReturnType<typeof providerForm>>;
