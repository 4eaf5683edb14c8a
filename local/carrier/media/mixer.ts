import type { Call } from "@/local/carrier/engine/call";
import { mixed } from "@/local/carrier/media/g711";

/** More than this waits only where a timer was late: it is left out, or the sound would lag. */
const MOST_FRAMES = 5;

/** What one leg in a conference hears of the browsers in it, by who speaks, until it is played. */
export class Mixer {
  readonly #waiting = new Map<Call, Uint8Array[]>();

  add(speaker: Call, frame: Uint8Array): void {
    const frames = this.#waiting.get(speaker) ?? [];
    frames.push(frame);
    if (frames.length > MOST_FRAMES) frames.shift();
    this.#waiting.set(speaker, frames);
  }

  /** The next 20 ms of these speakers and other sounds; null where there is none. */
  next(speakers: Iterable<Call>, others: Uint8Array[]): Uint8Array | null {
    const frames = [...others];
    for (const speaker of speakers) {
      const frame = this.#waiting.get(speaker)?.shift();
      if (frame) frames.push(frame);
    }
    return frames.length > 0 ? mixed(frames) : null;
  }
}
