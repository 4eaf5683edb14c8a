import { expect, test } from "vitest";
import { tokensOf, transcriptOf } from "@/lib/agent/usage";

test("tokens are counted by kind", () => {
  const usage = {
    ...{ total_tokens: 100, input_tokens: 60, output_tokens: 40 },
    input_token_details: {
      ...{ text_tokens: 20, audio_tokens: 40, image_tokens: 0, cached_tokens: 15 },
      cached_tokens_details: { text_tokens: 10, audio_tokens: 5 },
    },
    output_token_details: { text_tokens: 10, audio_tokens: 30 },
  };
  expect(tokensOf(usage)).toEqual({
    ...{ total_tokens: 100, input_tokens: 60, output_tokens: 40 },
    ...{ input_audio_tokens: 40, input_text_tokens: 20 },
    ...{ cached_audio_tokens: 5, cached_text_tokens: 10 },
    ...{ output_audio_tokens: 30, output_text_tokens: 10 },
  });
});

test.each([
  ["of a provider that tells none of its kinds", { total_tokens: 7 }, { total_tokens: 7 }],
  ["where there are none", {}, {}],
  ["of a strange shape", { total_tokens: 7, input_token_details: "many" }, { total_tokens: 7 }],
])("tokens %s are as they are", (_, usage, tokens) => {
  expect(tokensOf(usage)).toEqual(tokens);
});

test.each([
  ["seconds", { type: "duration", seconds: 3.5 }, { transcript_seconds: 3.5 }],
  [
    "tokens",
    { type: "tokens", total_tokens: 30, input_tokens: 20, output_tokens: 10 },
    { transcript_input_tokens: 20, transcript_output_tokens: 10 },
  ],
  ["nothing that we know", { type: "words", count: 7 }, {}],
  ["less than nothing", { type: "duration", seconds: -1 }, {}],
])("the caller's words are counted in %s", (_, usage, counted) => {
  expect(transcriptOf(usage)).toEqual(counted);
});
