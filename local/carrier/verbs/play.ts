import { z } from "zod";
import { sleep } from "@/local/carrier/engine/clock";
import { resolveUrl, text, whole } from "@/local/carrier/twiml/attributes";
import { textOf } from "@/local/carrier/twiml/element";
import { defineVerb } from "@/local/carrier/twiml/verb";
import { timesOf } from "@/local/carrier/verbs/loop";

const PLAY_SECONDS = 5;

export const play = defineVerb({
  name: "Play",
  attributes: z.object({ loop: whole(1), digits: text() }),
  async run({ flow, element, document, signal }, { loop, digits }) {
    const { call } = flow;
    for (const _ of timesOf(loop)) {
      call.speak("play", digits ? `keys ${digits}` : resolveUrl(textOf(element), document.url));
      const seconds = digits ? digits.length / 2 : PLAY_SECONDS;
      await sleep(call.account.clock, seconds * 1000, signal);
    }
    return undefined;
  },
});
