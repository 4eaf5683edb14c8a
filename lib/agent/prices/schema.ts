import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

/** The kinds of tokens that have a price, as columns, with what they are called. */
export const priced = [
  ["audio_in", "Sound heard"],
  ["cached_audio_in", "Sound heard, cached"],
  ["audio_out", "Sound spoken"],
  ["text_in", "Text in"],
  ["cached_text_in", "Text in, cached"],
  ["text_out", "Text out"],
] as const;

const price = z
  .string({ error: "Enter a price." })
  .trim()
  .regex(/^\d{1,5}(\.\d{1,4})?$/, { error: "Enter dollars, as in 0.40." })
  .transform(Number);

/** Prices of a model, in US dollars per million tokens. */
export const Prices = z.object({
  model: z.string().min(1).max(100),
  audio_in: price,
  cached_audio_in: price,
  audio_out: price,
  text_in: price,
  cached_text_in: price,
  text_out: price,
  source: z
    .string()
    .overwrite(cleanLine)
    .max(300, { error: "At most 300 characters." })
    .default(""),
});
export type Prices = z.output<typeof Prices>;
