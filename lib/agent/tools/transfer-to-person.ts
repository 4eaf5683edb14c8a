import { z } from "zod";
import { defineTool } from "@/lib/agent/tools/tool";

const connecting = {
  en: "I'm connecting you with a colleague. One moment, please.",
  ro: "Vă fac legătura cu un coleg. Un moment, vă rog.",
};

/** The caller goes on along the route, which knows who is to be rung. */
export const transferToPerson = defineTool({
  name: "transfer_to_person",
  title: "Connect to a person",
  description: {
    en: "Connects the caller to a person of the company. Use it whenever they ask for one, and when you cannot help. The reason is one sentence for the person who answers.",
    ro: "Face legătura cu o persoană din companie. Folosește-l ori de câte ori apelantul cere o persoană sau când nu poți ajuta. Motivul este o propoziție pentru persoana care răspunde.",
  },
  parameters: z.object({ reason: z.string().max(300) }),
  seconds: 1,
  run: async ({ language }, { reason }) => ({
    ok: true,
    say: connecting[language],
    ending: { outcome: "handed_over", reason },
  }),
});
