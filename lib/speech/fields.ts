import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

/** A provider's key as an admin types it. */
const apiKeyField = z
  .string()
  .trim()
  .max(300, { error: "This is too long for a key" })
  .regex(/^[\x21-\x7e]*$/, { error: "A key has no spaces or special characters" });

/** A model's name. */
export const modelField = z
  .string()
  .overwrite(cleanLine)
  .min(1, { error: "Enter the model" })
  .max(100, { error: "At most 100 characters" });

/** What each form of a provider has. An empty key keeps the saved one, where there is one. */
export const providerFields = (
  isSaved: boolean,
  readUrl: (typed: string) => { url: string } | { problem: string },
) => ({
  intent: z.enum(["check", "save"]),
  base_url: z.string().transform((typed, context) => {
    const read = readUrl(typed);
    if ("url" in read) return read.url;
    context.issues.push({ code: "custom", message: read.problem, input: typed });
    return z.NEVER;
  }),
  model: modelField,
  api_key: (isSaved ? apiKeyField : apiKeyField.min(1, { error: "Enter the key" }))
    .optional()
    .transform((key) => key || undefined),
});
