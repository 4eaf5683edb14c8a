import type { AgentLanguage } from "@/lib/agent/languages";
import { instructionsInEnglish } from "@/lib/agent/prompt/en";
import { greetingOf } from "@/lib/agent/prompt/phrases";
import { instructionsInRomanian } from "@/lib/agent/prompt/ro";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import type { Talk } from "@/lib/agent/talk";
import { clockOf } from "@/lib/core/time";

/** What the instructions say of the agent, the company and the caller. */
export type PromptFacts = {
  settings: AgentSettings;
  company: string;
  today: { words: string; date: string; time: string; zone: string };
  greeting: string;
  caller: { phone: string | null; name: string | null };
};

const locales: Record<AgentLanguage, string> = { en: "en-GB", ro: "ro-RO" };
const instructions: Record<AgentLanguage, (facts: PromptFacts) => string> = {
  en: instructionsInEnglish,
  ro: instructionsInRomanian,
};

/** The instructions of a talk in its language, and its first words. */
export function promptOf(
  begun: Pick<Talk["begun"], "body" | "company" | "time_zone" | "caller" | "is_recorded">,
  language: AgentLanguage,
  now: Date,
): { instructions: string; greeting: string } {
  const { body: settings, company, time_zone: zone, is_recorded: isRecorded } = begun;
  const [date = "", time = ""] = clockOf(now, zone).split("T");
  const greeting = greetingOf(language, { ...settings, company, isRecorded });
  const words = new Intl.DateTimeFormat(locales[language], { dateStyle: "full", timeZone: zone });
  const facts: PromptFacts = {
    settings,
    company,
    greeting,
    caller: { phone: begun.caller.phone, name: begun.caller.name },
    today: { words: words.format(now), date, time, zone },
  };
  return { instructions: instructions[language](facts), greeting };
}
