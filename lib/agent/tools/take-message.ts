import { z } from "zod";
import { takeAgentMessage } from "@/lib/agent/machine";
import { defineTool } from "@/lib/agent/tools/tool";
import { cleanParagraphs } from "@/lib/core/text";

const said = {
  taken: {
    en: "I've noted your message, and somebody will call you back.",
    ro: "Am notat mesajul dumneavoastră, iar un coleg vă va suna.",
  },
  missing: {
    en: "What would you like me to pass on?",
    ro: "Ce mesaj doriți să transmit?",
  },
};

/** A message is a task of whose contact the caller is. */
export const takeMessage = defineTool({
  name: "take_message",
  title: "Take a message",
  description: {
    en: "Notes a message for the company, in the caller's words, with the name and number to call back if they gave others. Read it back to the caller first.",
    ro: "Notează un mesaj pentru companie, în cuvintele apelantului, cu numele și numărul la care să fie sunat dacă a dat altele. Citește-l întâi apelantului.",
  },
  parameters: z.object({ text: z.string().max(2_000) }),
  seconds: 3,
  run: async ({ tenantId, sessionId, language, now }, { text }) => {
    const message = cleanParagraphs(text);
    if (!message) return { ok: false, say: said.missing[language] };
    if (!(await takeAgentMessage(tenantId, sessionId, message, now))) {
      throw new Error("The talk is over");
    }
    return { ok: true, say: said.taken[language], left: "message" };
  },
});
