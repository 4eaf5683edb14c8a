import { Stopped, type Timer } from "@/local/carrier/engine/clock";
import type { Flow } from "@/local/carrier/engine/flow";

/** The keys that are pressed on a leg, until enough came or nobody presses any more. */
export class Keys {
  readonly #flow: Flow;
  readonly #max: number;
  readonly #silenceMs: number;
  readonly #finish: string;
  readonly #first = new AbortController();
  #digits = "";
  #isComplete = false;
  #silence: Timer | null = null;
  #resolve: (() => void) | null = null;

  constructor(
    flow: Flow,
    options: { isListening: boolean; max: number; silenceMs: number; finish: string },
  ) {
    this.#flow = flow;
    this.#max = options.max;
    this.#silenceMs = options.silenceMs;
    this.#finish = options.finish;
    if (!options.isListening) return;
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
    if (digit === this.#finish || this.#digits.length >= this.#max) this.#complete();
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
