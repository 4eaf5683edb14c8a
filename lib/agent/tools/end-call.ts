import { z } from "zod";
import { phrases } from "@/lib/agent/prompt/phrases";
import { defineTool } from "@/lib/agent/tools/tool";

/** The goodbye is heard to its end before the call is over. */
export const endCall = defineTool({
  name: "end_call",
  title: "End the call",
  description: {
    en: "Ends the call once the caller has what they wanted and has said goodbye.",
    ro: "Încheie apelul după ce apelantul a primit ce dorea și și-a luat rămas-bun.",
  },
  parameters: z.object({}),
  seconds: 1,
  run: async ({ language }) => ({
    ok: true,
    say: phrases[language].goodbye,
    ending: { outcome: "contained", reason: "the caller had what they wanted" },
  }),
});
