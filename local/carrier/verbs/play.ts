import { z } from "zod";
import { prompt } from "@/local/carrier/engine/prompt";
import { type FetchedAudio, fetchAudio } from "@/local/carrier/media/fetch-audio";
import { resolveUrl, text, whole } from "@/local/carrier/twiml/attributes";
import { textOf } from "@/local/carrier/twiml/element";
import { defineVerb } from "@/local/carrier/twiml/verb";
import { timesOf } from "@/local/carrier/verbs/loop";

const SECONDS_A_KEY = 0.5;

/** Takes as long as the file is; one that cannot be had is passed over with a warning. */
export const play = defineVerb({
  name: "Play",
  attributes: z.object({ loop: whole(1), digits: text() }),
  async run({ flow, element, document, signal }, { loop, digits }) {
    const { call } = flow;
    const url = resolveUrl(textOf(element), document.url);
    const audio: FetchedAudio = digits
      ? { seconds: digits.length * SECONDS_A_KEY, name: `keys ${digits}` }
      : await fetchAudio(call.account, url);
    flow.throwIfStopped();
    if ("code" in audio) {
      call.warn(audio.code, audio.message);
      return undefined;
    }
    for (const _ of timesOf(loop)) {
      const { seconds, name, sound } = audio;
      await prompt(call, { verb: "play", text: name ?? url, seconds, sound }, signal);
    }
    return undefined;
  },
});
