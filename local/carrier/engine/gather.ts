import type { Element } from "@xmldom/xmldom";
import {
  attribute,
  booleanAttribute,
  methodAttribute,
  numberAttribute,
  urlAttribute,
  warnOfUnknown,
} from "@/local/carrier/engine/attributes";
import { Stopped, type Timer } from "@/local/carrier/engine/clock";
import { childElements, type Document } from "@/local/carrier/engine/document";
import type { Flow, Next } from "@/local/carrier/engine/flow";
import { playPrompt } from "@/local/carrier/engine/prompt";

/** Listens for keys, from the first prompt on; silence falls through to the next verb. */
export async function gather(flow: Flow, verb: Element, document: Document): Promise<Next> {
  const keys = new Keys(flow, verb);
  const prompts = childElements(verb);
  try {
    for (const prompt of prompts) {
      warnOfUnknown(flow.call, prompt);
      if (["Say", "Play", "Pause"].includes(prompt.tagName)) {
        await playPrompt(flow.call, prompt, document, AbortSignal.any([flow.signal, keys.first]));
      }
    }
  } catch (error) {
    // A key interrupts the prompts; the end of the leg ends the flow.
    if (!(error instanceof Stopped) || flow.signal.aborted) throw error;
  }
  const digits = await keys.done();
  if (digits === "" && !booleanAttribute(verb, "actionOnEmptyResult")) return undefined;
  return {
    kind: "go",
    source: {
      url: urlAttribute(verb, "action", document) ?? document.url,
      method: methodAttribute(verb),
      params: [["Digits", digits]],
    },
  };
}

class Keys {
  readonly #flow: Flow;
  readonly #most: number;
  readonly #silenceMs: number;
  readonly #finish: string;
  readonly #first = new AbortController();
  #digits = "";
  #isComplete = false;
  #silence: Timer | null = null;
  #resolve: (() => void) | null = null;

  constructor(flow: Flow, verb: Element) {
    this.#flow = flow;
    this.#most = numberAttribute(verb, "numDigits", Number.POSITIVE_INFINITY);
    this.#silenceMs = numberAttribute(verb, "timeout", 5) * 1000;
    this.#finish = attribute(verb, "finishOnKey") ?? "#";
    const input = attribute(verb, "input") ?? "dtmf";
    if (!input.split(/\s+/).includes("dtmf")) return;
    flow.call.onDigit = (digit) => this.#take(digit);
    flow.call.phone?.gathering();
  }

  get first(): AbortSignal {
    return this.#first.signal;
  }

  /** The digits, once enough came, the finish key was pressed, or nobody pressed for a while. */
  async done(): Promise<string> {
    const { signal } = this.#flow;
    try {
      await new Promise<void>((resolve, reject) => {
        if (this.#isComplete) return resolve();
        if (signal.aborted) return reject(new Stopped());
        this.#resolve = resolve;
        signal.addEventListener("abort", () => reject(new Stopped()), { once: true });
        this.#restartSilence();
      });
    } finally {
      this.#silence?.cancel();
      this.#flow.call.onDigit = null;
    }
    return this.#digits;
  }

  #take(digit: string): void {
    if (this.#isComplete) return;
    this.#first.abort();
    if (digit !== this.#finish) this.#digits += digit;
    if (digit === this.#finish || this.#digits.length >= this.#most) this.#complete();
    else if (this.#resolve) this.#restartSilence();
  }

  #restartSilence(): void {
    this.#silence?.cancel();
    this.#silence = this.#flow.call.account.clock.after(this.#silenceMs, () => this.#complete());
  }

  #complete(): void {
    this.#isComplete = true;
    this.#resolve?.();
  }
}
