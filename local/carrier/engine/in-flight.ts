/** Counts the requests on the wire, so that a virtual clock can stand still meanwhile. */
export class InFlight {
  #count = 0;
  #waiting: (() => void)[] = [];

  async track<T>(work: Promise<T>): Promise<T> {
    this.#count++;
    try {
      return await work;
    } finally {
      this.#count--;
      if (this.#count === 0) for (const wake of this.#waiting.splice(0)) wake();
    }
  }

  /** Resolves when nothing is on the wire and everything that followed from it has run. */
  async quiet(): Promise<void> {
    do {
      if (this.#count > 0) await new Promise<void>((wake) => this.#waiting.push(wake));
      // Promise chains started by the last answer all run before the next turn of the event loop.
      await new Promise((turn) => setImmediate(turn));
    } while (this.#count > 0);
  }
}
