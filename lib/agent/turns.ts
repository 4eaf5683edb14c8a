/**
 * What the agent is to say next: with these instructions, or as the model sees fit. An aside is not
 * part of the conversation.
 */
export type Wanted = { instructions?: string; isAside?: true };

/**
 * One response at a time: what is wanted while one goes on comes after it. A provider that has just
 * begun one by itself answers `response.create` with an error, which does no harm: it is asked for
 * again after that one.
 */
export class ResponseQueue {
  private readonly waiting: Wanted[] = [];
  /** Asked for, or going on. */
  private asked: Wanted | null = null;
  private active: string | null = null;
  private readonly create: (wanted: Wanted) => void;

  constructor(create: (wanted: Wanted) => void) {
    this.create = create;
  }

  want(wanted: Wanted = {}): void {
    // What the model is to say as it sees fit, it says once for all that happened meanwhile.
    const isSame = !wanted.instructions && this.waiting.some(({ instructions }) => !instructions);
    if (!isSame) this.waiting.push(wanted);
    this.next();
  }

  began(id: string): void {
    this.active = id;
  }

  /** A response came to nothing: what was asked for is asked for again, in the same words. */
  failed(id: string): void {
    if (this.active !== null && this.active !== id) return;
    this.waiting.unshift(this.asked ?? {});
    this.ended(id);
  }

  /** A response is over, whatever became of it. */
  ended(id: string): void {
    if (this.active !== null && this.active !== id) return;
    this.active = null;
    this.asked = null;
    this.next();
  }

  /** The provider had begun one by itself: what was asked for comes after it, or at `retry`. */
  refused(): void {
    if (this.asked) this.waiting.unshift(this.asked);
    this.asked = null;
  }

  retry(): void {
    this.next();
  }

  /** What the caller has just said is answered by the provider itself. */
  forget(): void {
    this.waiting.length = 0;
  }

  /** A new connection knows of none. */
  reset(): void {
    this.forget();
    this.active = null;
    this.asked = null;
  }

  get isBusy(): boolean {
    return this.active !== null || this.asked !== null || this.waiting.length > 0;
  }

  get activeId(): string | null {
    return this.active;
  }

  private next(): void {
    if (this.active !== null || this.asked !== null) return;
    const wanted = this.waiting.shift();
    if (!wanted) return;
    this.asked = wanted;
    this.create(wanted);
  }
}
