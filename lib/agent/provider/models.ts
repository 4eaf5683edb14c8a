/** A model's name, and the day (YYYY-MM-DD) on which its provider shuts it down, if any. */
export type KnownModel = { name: string; until?: string };

/**
 * OpenAI's models that talk, as of November 2026, the advised one first:
 * https://platform.openai.com/docs/deprecations
 */
export const talkingModels: readonly KnownModel[] = [
  { name: "gpt-realtime-2.1" },
  { name: "gpt-realtime-2.1-mini" },
  { name: "gpt-realtime-2" },
  { name: "gpt-realtime-1.5" },
  { name: "gpt-realtime", until: "2027-01-20" },
  { name: "gpt-realtime-mini", until: "2027-01-20" },
];

/** And those that write down what callers say. */
export const writingModels: readonly KnownModel[] = [
  { name: "gpt-transcribe" },
  { name: "gpt-live-transcribe" },
  { name: "gpt-realtime-whisper" },
  { name: "gpt-4o-transcribe", until: "2027-02-26" },
  { name: "gpt-4o-mini-transcribe", until: "2027-02-26" },
  { name: "whisper-1", until: "2027-02-26" },
];

/** When the provider shuts a model down (YYYY-MM-DD); null where that is not known. */
export function endOf(model: string): string | null {
  const known = [...talkingModels, ...writingModels].find(({ name }) => name === model);
  return known?.until ?? null;
}
