import type { Call } from "@/local/carrier/engine/call";
import { Stopped, sleep } from "@/local/carrier/engine/clock";
import type { Fallback } from "@/local/carrier/model";

/**
 * What a run of TwiML is for: the call's own course, the screening of a dialled party, or what one
 * hears who waits in a queue or alone in a conference. Each allows other verbs.
 */
export type Scope = "main" | "whisper" | "wait";

/** One run of TwiML on a leg, until its documents end, the leg ends, or the API redirects it. */
export class Flow {
  readonly call: Call;
  readonly fallback: Fallback;
  readonly scope: Scope;
  readonly #stop = new AbortController();
  readonly signal: AbortSignal;

  constructor(call: Call, options: { fallback: Fallback; scope: "main" | "whisper" });
  /** A run within another's verb, which ends with it at the latest. */
  constructor(call: Call, options: { fallback: null; scope: "whisper" | "wait"; within: Flow });
  constructor(call: Call, options: { fallback: Fallback; scope: Scope; within?: Flow }) {
    this.call = call;
    this.fallback = options.fallback;
    this.scope = options.scope;
    this.signal = AbortSignal.any([this.#stop.signal, options.within?.signal ?? call.endSignal]);
    if (!options.within) call.flow = this;
  }

  stop(): void {
    this.#stop.abort();
  }

  sleep(ms: number): Promise<void> {
    return sleep(this.call.account.clock, ms, this.signal);
  }

  /** For verbs that report how they ended, also when the leg is gone. */
  throwIfForgotten(): void {
    if (this.call.isForgotten) throw new Stopped();
  }

  throwIfStopped(): void {
    if (this.signal.aborted) throw new Stopped();
  }
}
