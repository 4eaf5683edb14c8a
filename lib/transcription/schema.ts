import { z } from "zod";
import { cleanLine } from "@/lib/core/text";
import { readBaseUrl } from "@/lib/speech/address";

const apiKey = z
  .string()
  .trim()
  .max(300, { error: "This is too long for a key" })
  .regex(/^[\x21-\x7e]*$/, { error: "A key has no spaces or special characters" });

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
    model: z
      .string()
      .overwrite(cleanLine)
      .min(1, { error: "Enter the model" })
      .max(100, { error: "At most 100 characters" }),
    api_key: (given.isSaved ? apiKey : apiKey.min(1, { error: "Enter the key" }))
      .optional()
      .transform((key) => key || undefined),
    transcribes_talks: z.stringbool().optional().default(false),
  });

export type TypedTranscription = z.output<ReturnType<typeof transcriptionForm>>;
