import { z } from "zod";
import { Stopped } from "@/local/carrier/engine/clock";
import { Keys } from "@/local/carrier/engine/keys";
import { flag, method, resolveUrl, textOr, url, whole } from "@/local/carrier/twiml/attributes";
import { childElements } from "@/local/carrier/twiml/element";
import { defineVerb } from "@/local/carrier/twiml/verb";

const PROMPTS = ["Say", "Play", "Pause"];

/** Listens for keys, from the first prompt on; silence falls through to the next verb. */
export const gather = defineVerb({
  name: "Gather",
  attributes: z.object({
    action: url(),
    method: method(),
    input: textOr("dtmf"),
    timeout: whole(5),
    numDigits: whole(Number.POSITIVE_INFINITY),
    finishOnKey: textOr("#"),
    actionOnEmptyResult: flag(),
  }),
  ignored: [
    ...["language", "hints", "bargeIn", "speechTimeout", "speechModel", "enhanced"],
    ...["profanityFilter", "partialResultCallback", "partialResultCallbackMethod"],
    "maxSpeechTime",
  ],
  children: PROMPTS,
  async run({ flow, element, document, perform }, attributes) {
    const keys = new Keys(flow, {
      isListening: attributes.input.split(/\s+/).includes("dtmf"),
      max: attributes.numDigits,
      silenceMs: attributes.timeout * 1000,
      finish: attributes.finishOnKey,
    });
    try {
      for (const prompt of childElements(element)) {
        if (!PROMPTS.includes(prompt.tagName)) continue;
        await perform(prompt, AbortSignal.any([flow.signal, keys.first]));
      }
    } catch (error) {
      // A key interrupts the prompts; the end of the leg ends the flow.
      if (!(error instanceof Stopped) || flow.signal.aborted) throw error;
    }
    const digits = await keys.done();
    if (digits === "" && !attributes.actionOnEmptyResult) return undefined;
    return {
      kind: "go",
      source: {
        url: attributes.action ? resolveUrl(attributes.action, document.url) : document.url,
        method: attributes.method,
        params: [["Digits", digits]],
      },
    };
  },
});
