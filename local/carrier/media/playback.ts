import { SILENCE } from "@/local/carrier/media/g711";

const FRAME_BYTES = 160;

/** Plays a file from its beginning, and again while it is to be heard for longer. */
export class Playback {
  #sound: Uint8Array | null = null;
  #at = 0;

  /** The next 20 ms. */
  next(sound: Uint8Array): Uint8Array {
    if (sound !== this.#sound || this.#at >= sound.length) this.#at = 0;
    this.#sound = sound;
    const frame = new Uint8Array(FRAME_BYTES).fill(SILENCE);
    frame.set(sound.subarray(this.#at, this.#at + FRAME_BYTES));
    this.#at += FRAME_BYTES;
    return frame;
  }
}
