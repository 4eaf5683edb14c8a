/**
 * What a copy of the app remembers: at most `bound` things, the longest unchanged one goes first.
 */
export class Remembered<Thing> {
  private readonly things = new Map<string, { thing: Thing; at: number }>();
  private readonly bound: number;

  constructor(bound: number) {
    this.bound = bound;
  }

  get(key: string): { thing: Thing; at: number } | undefined {
    return this.things.get(key);
  }

  /** `at` is in milliseconds since the epoch. */
  set(key: string, thing: Thing, at: number): void {
    this.things.delete(key);
    this.things.set(key, { thing, at });
    const oldest = this.things.keys().next().value;
    if (this.things.size > this.bound && oldest !== undefined) this.things.delete(oldest);
  }

  delete(key: string): void {
    this.things.delete(key);
  }
}
