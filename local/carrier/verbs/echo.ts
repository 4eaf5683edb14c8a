import { z } from "zod";
import { defineVerb } from "@/local/carrier/twiml/verb";

/** The caller hears what they say, until the call is over. */
export const echo = defineVerb({
  name: "Echo",
  attributes: z.object({}),
  async run({ flow, signal }) {
    const { call } = flow;
    call.echoes = true;
    const { promise: over, resolve } = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => resolve(), { once: true });
    if (signal.aborted) resolve();
    await over;
    call.echoes = false;
    flow.throwIfStopped();
    return undefined;
  },
});
