import type { Element } from "@xmldom/xmldom";
import { attribute, numberAttribute, resolveUrl } from "@/local/carrier/engine/attributes";
import type { Call } from "@/local/carrier/engine/call";
import { sleep } from "@/local/carrier/engine/clock";
import type { Document } from "@/local/carrier/engine/document";

const WORDS_A_SECOND = 2.6;
const PLAY_SECONDS = 5;
/** `loop="0"` repeats up to a thousand times. */
const MOST_LOOPS = 1000;

/** Say, Play or Pause: takes as long as speaking would; throws `Stopped` on the signal. */
export async function playPrompt(
  call: Call,
  verb: Element,
  document: Document,
  signal: AbortSignal,
): Promise<void> {
  const wait = (seconds: number) => sleep(call.account.clock, seconds * 1000, signal);
  if (verb.tagName === "Pause") return await wait(numberAttribute(verb, "length", 1));
  const loops = numberAttribute(verb, "loop", 1) || MOST_LOOPS;
  const text = (verb.textContent ?? "").replace(/\s+/g, " ").trim();
  for (let time = 0; time < loops; time++) {
    if (verb.tagName === "Say") {
      if (!text) {
        call.warn(13520, "Say has no text");
        return;
      }
      call.speak("say", text);
      await wait(Math.max(0.5, text.split(" ").length / WORDS_A_SECOND));
    } else {
      const digits = attribute(verb, "digits");
      call.speak("play", digits ? `keys ${digits}` : resolveUrl(text, document.url));
      await wait(digits ? digits.length / 2 : PLAY_SECONDS);
    }
  }
}
