import type { Clock } from "@/lib/agent/socket";

/** Timers by name: one that is set again replaces itself. */
export class Timers {
  private readonly running = new Map<string, () => void>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  set(name: string, ms: number, work: () => void): void {
    this.clear(name);
    this.running.set(name, this.clock.after(ms, work));
  }

  clear(name: string): void {
    this.running.get(name)?.();
    this.running.delete(name);
  }

  clearAll(): void {
    for (const cancel of this.running.values()) cancel();
    this.running.clear();
  }
}
