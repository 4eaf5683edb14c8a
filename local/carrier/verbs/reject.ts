import { z } from "zod";
import { text } from "@/local/carrier/twiml/attributes";
import { defineVerb } from "@/local/carrier/twiml/verb";

export const reject = defineVerb({
  name: "Reject",
  attributes: z.object({ reason: text() }),
  answers: () => false,
  async run(_, { reason }) {
    return { kind: "reject", status: reason === "busy" ? "busy" : "no-answer" };
  },
});
