import { z } from "zod";
import { readRealtimeUrl } from "@/lib/agent/provider/address";
import { modelField, providerFields } from "@/lib/speech/fields";

export const audioFormats = ["audio/pcmu", "audio/pcm"] as const;

/** The form of the provider. */
export const providerForm = (given: { isSaved: boolean; standIn?: string }) =>
  z.object({
    ...providerFields(given.isSaved, (typed) => readRealtimeUrl(typed, given.standIn)),
    transcription_model: modelField,
    audio_format: z.enum(audioFormats, { error: "Choose a format" }),
  });

export type TypedProvider = z.output<ReturnType<typeof providerForm>>;
