export type Timer = { cancel(): void };

/** The only source of time of an account's calls. Milliseconds since the epoch. */
export type Clock = {
  readonly kind: "real" | "virtual";
  now(): number;
  after(ms: number, run: () => void): Timer;
  /** Forgets every timer, so that nothing fires once the carrier has closed. */
  close(): void;
};

export function realClock(): Clock {
  const pending = new Set<NodeJS.Timeout>();
  return {
    kind: "real",
    now: () => Date.now(),
    after(ms, run) {
      const handle = setTimeout(
        () => {
          pending.delete(handle);
          run();
        },
        Math.max(0, ms),
      );
      pending.add(handle);
      return {
        cancel() {
          pending.delete(handle);
          clearTimeout(handle);
        },
      };
    },
    close() {
      for (const handle of pending) clearTimeout(handle);
      pending.clear();
    },
  };
}

type Due = { at: number; order: number; run: () => void };

/** A clock that stands still until it is moved; timers fire in the order they are due. */
export class VirtualClock implements Clock {
  readonly kind = "virtual";
  #now: number;
  #order = 0;
  #due: Due[] = [];

  constructor(startMs: number) {
    this.#now = Math.floor(startMs / 1000) * 1000;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): Timer {
    const entry = { at: this.#now + Math.max(0, ms), order: this.#order++, run };
    this.#due.push(entry);
    return {
      cancel: () => {
        this.#due = this.#due.filter((other) => other !== entry);
      },
    };
  }

  /** Fires the earliest timer due no later than the limit; false when there is none. */
  step(limitMs: number): boolean {
    let next: Due | undefined;
    for (const entry of this.#due) {
      if (entry.at > limitMs) continue;
      if (!next || entry.at < next.at || (entry.at === next.at && entry.order < next.order)) {
        next = entry;
      }
    }
    if (!next) return false;
    const chosen = next;
    this.#due = this.#due.filter((entry) => entry !== chosen);
    this.#now = Math.max(this.#now, chosen.at);
    chosen.run();
    return true;
  }

  moveTo(ms: number): void {
    this.#now = Math.max(this.#now, ms);
  }

  close(): void {
    this.#due = [];
  }
}

/** Thrown into a waiting flow when the call it works on has ended or was redirected. */
export class Stopped extends Error {}

/** Waits on the account's clock; throws `Stopped` as soon as the signal fires. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new Stopped());
    const stop = () => {
      timer.cancel();
      reject(new Stopped());
    };
    const timer = clock.after(ms, () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    });
    signal?.addEventListener("abort", stop, { once: true });
  });
}
