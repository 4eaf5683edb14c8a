import { z } from "zod";

const count = z.number().nonnegative().catch(0);
const Kinds = z.looseObject({ text_tokens: count, audio_tokens: count });

/**
 * Of a response:
 * https://platform.openai.com/docs/api-reference/realtime-server-events/response/done
 */
const Usage = z.looseObject({
  input_token_details: Kinds.extend({
    cached_tokens_details: Kinds.optional().catch(undefined),
  })
    .optional()
    .catch(undefined),
  output_token_details: Kinds.optional().catch(undefined),
});

/**
 * What a response has used, flat: the provider's sums, and where it reports them, tokens by the
 * kinds that have a price each.
 */
export function tokensOf(usage: object): Record<string, number> {
  const { input_token_details: input, output_token_details: output, ...all } = Usage.parse(usage);
  const sums = Object.entries(all).filter((one): one is [string, number] =>
    Number.isFinite(one[1]),
  );
  const cached = input?.cached_tokens_details;
  return {
    ...Object.fromEntries(sums),
    ...(input && {
      input_audio_tokens: input.audio_tokens,
      input_text_tokens: input.text_tokens,
      cached_audio_tokens: cached?.audio_tokens ?? 0,
      cached_text_tokens: cached?.text_tokens ?? 0,
    }),
    ...(output && {
      output_audio_tokens: output.audio_tokens,
      output_text_tokens: output.text_tokens,
    }),
  };
}

const Transcribed = z.union([
  z.object({ type: z.literal("duration"), seconds: z.number().nonnegative() }),
  z.object({
    type: z.literal("tokens"),
    input_tokens: z.number().nonnegative(),
    output_tokens: z.number().nonnegative(),
  }),
]);

/**
 * What writing down words of the caller has used: seconds of their sound, or tokens. Nothing where
 * the provider does not say.
 * https://platform.openai.com/docs/api-reference/realtime-server-events
 */
export function transcriptOf(usage: object): Record<string, number> {
  const used = Transcribed.safeParse(usage).data;
  if (!used) return {};
  if (used.type === "duration") return { transcript_seconds: used.seconds };
  const { input_tokens, output_tokens } = used;
  return { transcript_input_tokens: input_tokens, transcript_output_tokens: output_tokens };
}
