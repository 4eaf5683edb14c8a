/** An answer of `check_broadcasts` (supabase/schemas/realtime). Times: microseconds since 1970. */
export type Check = { checked_at: number; sent: number | null };

const maxTimes = 5_000;

/** Counts the broadcasts that arrived since the last check, by the times they carry. */
export class Received {
  #times: number[] = [];
  /** When the database was asked last; null makes the next answer a new beginning. */
  since: number | null = null;

  add(sentAt: unknown): void {
    if (typeof sentAt === "number") this.#times.push(sentAt);
    if (this.#times.length > maxTimes) this.startOver();
  }

  /** Whether something sent did not arrive, or may not have. The next check goes on from here. */
  missed({ checked_at, sent }: Check): boolean {
    const { since } = this;
    const arrived = this.#times.filter(
      (time) => since !== null && time > since && time <= checked_at,
    );
    this.#times = this.#times.filter((time) => time > checked_at);
    this.since = checked_at;
    return since === null || sent === null || sent > arrived.length;
  }

  startOver(): void {
    this.#times = [];
    this.since = null;
  }
}
