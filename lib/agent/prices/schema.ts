import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

const perMillion = "$ per million tokens";

/** What has a price, as columns, with what it is called and how it is counted. */
export const priced = [
  ["audio_in", "Sound heard", perMillion],
  ["cached_audio_in", "Sound heard, cached", perMillion],
  ["audio_out", "Sound spoken", perMillion],
  ["text_in", "Text in", perMillion],
  ["cached_text_in", "Text in, cached", perMillion],
  ["text_out", "Text out", perMillion],
  // Providers count one of the two: tokens, or time.
  ["transcript_in", "Transcription, in", perMillion],
  ["transcript_out", "Transcription, out", perMillion],
  ["transcript_minute", "Transcription", "$ per minute"],
] as const;

const price = z
  .string({ error: "Enter a price." })
  .trim()
  .regex(/^\d{1,5}(\.\d{1,4})?$/, { error: "Enter dollars, as in 0.40." })
  .transform(Number);

/** Of what a provider may not charge for. */
const priceOrNone = z
  .string()
  .default("")
  .transform((text) => text.trim() || "0")
  .pipe(price);

/** Prices of a model, in US dollars. */
export const Prices = z.object({
  model: z.string().min(1).max(100),
  audio_in: price,
  cached_audio_in: price,
  audio_out: price,
  text_in: price,
  cached_text_in: price,
  text_out: price,
  transcript_in: priceOrNone,
  transcript_out: priceOrNone,
  transcript_minute: priceOrNone,
  source: z
    .string()
    .overwrite(cleanLine)
    .max(300, { error: "At most 300 characters." })
    .default(""),
});
export type Prices = z.output<typeof Prices>;
