import { z } from "zod";
import { prompt } from "@/local/carrier/engine/prompt";
import { text, whole } from "@/local/carrier/twiml/attributes";
import { textOf } from "@/local/carrier/twiml/element";
import { defineVerb } from "@/local/carrier/twiml/verb";
import { timesOf } from "@/local/carrier/verbs/loop";

const WORDS_A_SECOND = 2.6;

/** Takes as long as speaking would. */
export const say = defineVerb({
  name: "Say",
  attributes: z.object({ voice: text(), language: text(), loop: whole(1) }),
  // SSML is spoken, not checked.
  children: "any",
  async run({ flow, element, signal }, { loop }) {
    const { call } = flow;
    const words = textOf(element);
    if (!words) {
      call.warn(13520, "Say has no text");
      return undefined;
    }
    for (const _ of timesOf(loop)) {
      const seconds = Math.max(0.5, words.split(" ").length / WORDS_A_SECOND);
      await prompt(call, { verb: "say", text: words, seconds }, signal);
    }
    return undefined;
  },
});
