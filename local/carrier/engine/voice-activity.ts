import type { Clock, Timer } from "@/local/carrier/engine/clock";

/**
 * Until when somebody is speaking. A phone here has no sound: its person speaks all the time, until
 * they have said for how long.
 */
export class VoiceActivity {
  readonly #clock: Clock;
  #until: number | null = null;
  #changed: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Speaks for so long from now on, then is silent. */
  speak(seconds: number): void {
    this.#until = this.#clock.now() + seconds * 1000;
    this.#changed?.();
  }

  /** Said for how long they speak, and that is over. */
  get isSilent(): boolean {
    return this.#until !== null && this.#clock.now() >= this.#until;
  }

  /** Milliseconds of speech since a moment. */
  since(startMs: number): number {
    const now = this.#clock.now();
    return Math.max(0, Math.min(now, this.#until ?? now) - startMs);
  }

  /** Runs once nobody has spoken for so long; gives the way to stop watching. */
  whenSilent(silenceMs: number, run: () => void): () => void {
    const startedAt = this.#clock.now();
    let timer: Timer | null = null;
    const watch = () => {
      timer?.cancel();
      if (this.#until === null) return;
      const silentFrom = Math.max(startedAt, this.#until);
      timer = this.#clock.after(silentFrom + silenceMs - this.#clock.now(), run);
    };
    this.#changed = watch;
    watch();
    return () => {
      timer?.cancel();
      this.#changed = null;
    };
  }
}
