import type { Clock } from "@/lib/agent/socket";

type Timer = { at: number; work: () => void };

/** Time that goes on only as a test says. */
export class TestClock implements Clock {
  private time = Date.UTC(2026, 10, 30, 9, 0);
  private readonly timers = new Set<Timer>();

  now(): number {
    return this.time;
  }

  after(ms: number, work: () => void): () => void {
    const timer = { at: this.time + ms, work };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Runs what is due in the next `ms`, in order, with what its promises do. */
  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    await settled();
    for (;;) {
      const due = [...this.timers].filter(({ at }) => at <= until);
      const next = due.sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      this.timers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.work();
      await settled();
    }
    this.time = until;
  }
}

/** Lets every promise that can settle do so. */
export async function settled(): Promise<void> {
  for (let count = 0; count < 20; count += 1) await Promise.resolve();
}
