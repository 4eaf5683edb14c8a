export type RenderLimits = {
  /** So many requests run at once, however busy the process is. */
  atOnce: number;
  maxWaiting: number;
  maxWaitMs: number;
};

export type Visitor = {
  urgent: boolean;
  start(): void;
  /** Called in place of `start` when the queue is full or the wait was too long. */
  refuse(): void;
};

type Waiting = Visitor & { since: number };

/** How often a process with a queue looks whether it has room for more than `atOnce`. */
const lookEveryMs = 25;
/**
 * Below this share of busy time, what runs is waiting for others: a slow database, Twilio, a slow
 * reader.
 */
const idleBelow = 0.5;
/** One request is started at least this often, whatever runs. */
const maxStallMs = 250;

/**
 * Bounds how many requests are worked on at once, so that those outside the queue never have many
 * of them ahead of them. Urgent visitors come before all others. Slots that only wait do not keep
 * others out: while the event loop has time to spare, more are started. `busyShare` gives the event
 * loop's busy time, 0 to 1, since it was last asked.
 */
export class RenderQueue {
  readonly #limits: RenderLimits;
  readonly #busyShare: () => number;
  // Sets keep the order of arrival, and give up a place anywhere at once.
  readonly #urgent = new Set<Waiting>();
  readonly #ordinary = new Set<Waiting>();
  #running = 0;
  #lastStart = 0;
  #look: NodeJS.Timeout | undefined;

  constructor(limits: RenderLimits, busyShare: () => number) {
    this.#limits = limits;
    this.#busyShare = busyShare;
  }

  /** Gives the function to call once the visitor is done or has left, as often as one likes. */
  enter(visitor: Visitor): () => void {
    if (this.#running < this.#limits.atOnce) return this.#start(visitor);
    if (this.#urgent.size + this.#ordinary.size >= this.#limits.maxWaiting) {
      visitor.refuse();
      return () => {};
    }
    let done: (() => void) | undefined;
    let left = false;
    const line = visitor.urgent ? this.#urgent : this.#ordinary;
    const waiting: Waiting = {
      urgent: visitor.urgent,
      since: performance.now(),
      refuse: visitor.refuse,
      start: () => {
        done = this.#start(visitor);
        if (left) done();
      },
    };
    line.add(waiting);
    this.#keepLooking();
    return () => {
      left = true;
      line.delete(waiting);
      done?.();
    };
  }

  #start(visitor: Visitor): () => void {
    let running = true;
    this.#running += 1;
    this.#lastStart = performance.now();
    visitor.start();
    return () => {
      if (!running) return;
      running = false;
      this.#running -= 1;
      if (this.#running < this.#limits.atOnce) this.#startNext();
    };
  }

  #startNext(): void {
    for (const line of [this.#urgent, this.#ordinary]) {
      for (const waiting of line) {
        line.delete(waiting);
        waiting.start();
        return;
      }
    }
  }

  #keepLooking(): void {
    if (this.#look) return;
    this.#busyShare();
    this.#look = setInterval(() => this.#lookAround(), lookEveryMs).unref();
  }

  #lookAround(): void {
    const now = performance.now();
    for (const line of [this.#urgent, this.#ordinary]) {
      for (const waiting of line) {
        if (now - waiting.since < this.#limits.maxWaitMs) break;
        line.delete(waiting);
        waiting.refuse();
      }
    }
    if (this.#busyShare() < idleBelow || now - this.#lastStart > maxStallMs) this.#startNext();
    if (this.#urgent.size + this.#ordinary.size > 0) return;
    clearInterval(this.#look);
    this.#look = undefined;
  }
}
