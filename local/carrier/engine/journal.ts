import type { LogEntry, LogInput } from "@/local/carrier/control/types";

/** What happened in one account, in order; the oldest is forgotten beyond the limit. */
export class Journal {
  entries: LogEntry[] = [];
  #next = 1;
  #listeners = new Set<() => void>();
  readonly #limit: number;

  constructor(limit = 5000, restored: LogEntry[] = []) {
    this.#limit = limit;
    this.entries = restored;
    this.#next = (restored.at(-1)?.seq ?? 0) + 1;
  }

  add(nowMs: number, entry: LogInput): void {
    const stamped: LogEntry = { seq: this.#next++, at: new Date(nowMs).toISOString(), ...entry };
    this.entries.push(stamped);
    if (this.entries.length > this.#limit * 1.2) this.entries = this.entries.slice(-this.#limit);
    this.changed();
  }

  since(seq: number): LogEntry[] {
    return this.entries.filter((entry) => entry.seq > seq);
  }

  clear(): void {
    this.entries = [];
    this.changed();
  }

  /** Called on every change of the account that a watching page should see. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
