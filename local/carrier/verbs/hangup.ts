import { z } from "zod";
import { defineVerb } from "@/local/carrier/twiml/verb";

export const hangup = defineVerb({
  name: "Hangup",
  attributes: z.object({}),
  async run() {
    return { kind: "hangup" };
  },
});
