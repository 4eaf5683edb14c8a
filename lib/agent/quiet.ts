import type { Clock } from "@/lib/agent/socket";

/** Nobody speaks: the caller is asked whether they are there, once, then hears a goodbye. */
export class Quiet {
  private timer: (() => void) | null = null;
  private wasAsked = false;
  private readonly clock: Clock;
  private readonly seconds: { nudge_seconds: number; silence_seconds: number };
  private readonly ask: () => void;
  private readonly giveUp: () => void;

  constructor(
    clock: Clock,
    seconds: { nudge_seconds: number; silence_seconds: number },
    { ask, giveUp }: { ask: () => void; giveUp: () => void },
  ) {
    this.clock = clock;
    this.seconds = seconds;
    this.ask = ask;
    this.giveUp = giveUp;
  }

  /** From now on it is quiet, unless it is already. */
  begins(): void {
    if (this.timer) return;
    const { nudge_seconds, silence_seconds } = this.seconds;
    const seconds = this.wasAsked ? silence_seconds : nudge_seconds;
    this.timer = this.clock.after(seconds * 1000, () => {
      this.timer = null;
      if (this.wasAsked) return this.giveUp();
      this.wasAsked = true;
      this.ask();
    });
  }

  /** The agent speaks. */
  pauses(): void {
    this.timer?.();
    this.timer = null;
  }

  /** The caller does. */
  ends(): void {
    this.pauses();
    this.wasAsked = false;
  }
}
