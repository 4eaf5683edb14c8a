import { z } from "zod";
import { sleep } from "@/local/carrier/engine/clock";
import { whole } from "@/local/carrier/twiml/attributes";
import { defineVerb } from "@/local/carrier/twiml/verb";

export const pause = defineVerb({
  name: "Pause",
  attributes: z.object({ length: whole(1) }),
  // As the first verb, it lets the call ring on.
  answers: (_, isFirst) => !isFirst,
  async run({ flow, signal }, { length }) {
    flow.call.ringOn();
    await sleep(flow.call.account.clock, length * 1000, signal);
    return undefined;
  },
});
