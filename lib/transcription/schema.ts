import { z } from "zod";
import { readBaseUrl } from "@/lib/speech/address";
import { apiKeyField, modelField } from "@/lib/speech/fields";

/** The form of the provider. An empty key keeps the saved one, where there is one. */
export const transcriptionForm = (given: { isSaved: boolean; standIn?: string }) =>
  z.object({
    intent: z.enum(["check", "save"]),
    base_url: z.string().transform((typed, context) => {
      const read = readBaseUrl(typed, given.standIn);
      if ("url" in read) return read.url;
      context.issues.push({ code: "custom", message: read.problem, input: typed });
      return z.NEVER;
    }),
    model: modelField,
    api_key: (given.isSaved ? apiKeyField : apiKeyField.min(1, { error: "Enter the key" }))
      .optional()
      .transform((key) => key || undefined),
    transcribes_talks: z.stringbool().optional().default(false),
  });

export type TypedTranscription = z.output<ReturnType<typeof transcriptionForm>>;
