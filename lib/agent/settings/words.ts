import { languageNames } from "@/lib/agent/languages";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import { questionColumn, toolColumn } from "@/lib/agent/settings/values";

/** Voices of OpenAI's realtime models, the advised ones first; other providers have others. */
export const knownVoices = [
  ...["marin", "cedar", "alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse"],
];

const names: Record<string, string> = {
  name: "the name",
  introduces_as: "how it introduces itself",
  languages: "the languages",
  voice: "the voice",
  greeting: "the greeting",
  instructions: "the instructions",
  opening_hours: "the opening hours",
  address: "the address",
  prices: "the prices",
  handover_when: "when it connects callers to a person",
  misunderstandings: "how often it may not understand",
  minutes_per_call: "the minutes per call",
  minutes_per_day: "the minutes per day",
  dollars_per_day: "the dollars per day",
  nudge_seconds: "the silence until it asks",
  silence_seconds: "the silence until it says goodbye",
  asks_rating: "whether it asks callers how it was",
  turn_detection: "how it hears that a caller has finished",
  silence_ms: "the pause that ends a caller's turn",
  eagerness: "how soon it answers",
  threshold: "how loud speech must be",
  noise_reduction: "the noise reduction",
};

/** A column of an agent in a sentence, for two people who edit it at once. */
export function describeColumn(column: string, value: unknown): { name: string; value: string } {
  const question = questionColumn(column);
  if (question !== null) return { name: `the answer to “${question}”`, value: textOf(value) };
  const tool = toolColumn(column);
  if (tool !== null) return { name: `“${tool.replaceAll("_", " ")}”`, value: value ? "on" : "" };
  const text = column === "languages" ? spokenLanguages(textOf(value).split(",")) : textOf(value);
  return { name: names[column] ?? column, value: text };
}

const textOf = (value: unknown) => (value === null || value === undefined ? "" : String(value));

/** "Romanian and English". */
export function spokenLanguages(languages: readonly string[]): string {
  const known = Object.entries<string>(languageNames);
  const all = languages.map((code) => known.find(([one]) => one === code)?.[1] ?? code);
  return new Intl.ListFormat("en").format(all);
}

/** What stands below an agent's name in a list: "Romanian · marin". */
export function agentSummary({ languages, voice }: Pick<AgentSettings, "languages" | "voice">) {
  return `${spokenLanguages(languages)} · voice ${voice}`;
}
