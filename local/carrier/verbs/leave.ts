import { z } from "zod";
import { defineVerb } from "@/local/carrier/twiml/verb";

/** Leaves the queue in which this is heard; the verb after its Enqueue follows. */
export const leave = defineVerb({
  name: "Leave",
  attributes: z.object({}),
  scopes: ["wait"],
  async run() {
    return { kind: "leave" };
  },
});
