/** µ-law of a telephone. */
const bytesPerSecond = 8_000;

/** As much sound as a line carries, and a second of it at once: what is beyond is to be dropped. */
export class LineRate {
  private left = bytesPerSecond;
  private at: number;

  constructor(now: number) {
    this.at = now;
  }

  /** Whether so many bytes may come now (ms). */
  allows(bytes: number, now: number): boolean {
    const since = Math.max(0, now - this.at);
    this.left = Math.min(bytesPerSecond, this.left + (since * bytesPerSecond) / 1000);
    this.at = now;
    if (bytes > this.left) return false;
    this.left -= bytes;
    return true;
  }
}
