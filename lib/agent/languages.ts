/** The languages that agents have words of their own for (lib/agent/prompt, lib/agent/spoken). */
export const agentLanguages = ["en", "ro"] as const;
export type AgentLanguage = (typeof agentLanguages)[number];

export const languageNames: Record<AgentLanguage, string> = { en: "English", ro: "Romanian" };
