import { z } from "zod";
import type { AgentLanguage } from "@/lib/agent/languages";
import { readKnowledge } from "@/lib/agent/machine";
import { findAnswers } from "@/lib/agent/settings/knowledge";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import { defineTool, type ToolResult } from "@/lib/agent/tools/tool";

const unknown = {
  en: "I don't know that. Would you like to talk with a colleague, or leave a message?",
  ro: "Nu știu acest lucru. Doriți să vorbiți cu un coleg sau să lăsați un mesaj?",
};

/** What the company says about itself. The agent makes up nothing beside it. */
export const lookUp = defineTool({
  name: "look_up",
  title: "Answer questions about the company",
  description: {
    en: "Finds what the company says about itself: opening hours, address, prices, questions and answers. Use it before you answer any question about the company; never guess.",
    ro: "Găsește ce spune compania despre sine: program, adresă, prețuri, întrebări și răspunsuri. Folosește-l înainte de a răspunde la orice întrebare despre companie; nu ghici niciodată.",
  },
  parameters: z.object({ question: z.string().max(500) }),
  seconds: 3,
  run: async ({ tenantId, sessionId, language }, { question }) =>
    answerFrom(await readKnowledge(tenantId, sessionId), question, language),
});

/** What the company answers to a question, or that the agent doesn't know. */
export function answerFrom(
  knowledge: AgentSettings["knowledge"],
  question: string,
  language: AgentLanguage,
): ToolResult {
  const found = findAnswers(knowledge, question);
  const [first] = found;
  return { ok: first !== undefined, say: first?.answer ?? unknown[language], found };
}
