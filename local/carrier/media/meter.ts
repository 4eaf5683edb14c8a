import { powerOf } from "@/local/carrier/media/g711";

/** One second. */
const FRAMES = 50;

/** How loud the last second of what was received is. */
export class Meter {
  #powers: number[] = [];
  #packets = 0;

  add(frame: Uint8Array): void {
    this.#packets++;
    this.#powers.push(powerOf(frame));
    if (this.#powers.length > FRAMES) this.#powers.shift();
  }

  /** Root mean square from 0 to 1, and how many packets came in all. */
  read(): { level: number; packets: number } {
    const sum = this.#powers.reduce((sum, power) => sum + power, 0);
    return { level: Math.sqrt(sum / Math.max(1, this.#powers.length)), packets: this.#packets };
  }
}
