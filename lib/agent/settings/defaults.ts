import type { AgentLanguage } from "@/lib/agent/languages";
import { type AgentSettings, newAgent } from "@/lib/agent/settings/schema";

type Words = Pick<AgentSettings, "name" | "greeting" | "instructions"> & { handover: string };

/** Settings of a new agent that can be published as they are. */
const words: Record<AgentLanguage, (company: string) => Words> = {
  en: (company) => ({
    name: "Ana",
    greeting: "How can I help you?",
    instructions: [
      `You answer the phone of ${company}. Be friendly and brief: one or two sentences at a time, and one question at a time.`,
      "Find out what the caller needs. Say only what is written here or what your tools answer. If you don't know something, offer to take a message or to connect them to a colleague.",
      "Before you book, change or cancel anything, repeat the day, the time and the name, and wait for a yes.",
    ].join("\n"),
    handover:
      "They ask for a person, complain, are in a hurry, or want something that isn't written here.",
  }),
  ro: (company) => ({
    name: "Ana",
    greeting: "Cu ce vă pot ajuta?",
    instructions: [
      `Răspunzi la telefonul companiei ${company}. Fii amabilă și vorbește pe scurt: una sau două propoziții odată și câte o singură întrebare. Folosește „dumneavoastră”.`,
      "Află de ce are nevoie apelantul. Spune numai ce este scris aici sau ce răspund instrumentele tale. Dacă nu știi ceva, propune să iei un mesaj sau să faci legătura cu un coleg.",
      "Înainte să programezi, să muți sau să anulezi ceva, repetă ziua, ora și numele și așteaptă un „da”.",
    ].join("\n"),
    handover:
      "Cere să vorbească cu o persoană, are o reclamație, se grăbește sau dorește ceva ce nu este scris aici.",
  }),
};

/** A new agent of a company; `tools` are all that can be switched on. */
export function defaultAgent(
  company: string,
  language: AgentLanguage,
  tools: readonly string[],
): AgentSettings {
  const { handover, ...said } = words[language](company);
  return {
    ...newAgent,
    ...said,
    languages: [language],
    tools: [...tools],
    handover: { ...newAgent.handover, when: handover },
  };
}

/** The language of a country's callers (ISO 3166-1 alpha-2). */
export function agentLanguageFor(country: string): AgentLanguage {
  return country === "RO" || country === "MD" ? "ro" : "en";
}
