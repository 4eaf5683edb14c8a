import type { Call } from "@/local/carrier/engine/call";
import { powerOf, SILENCE } from "@/local/carrier/media/g711";
import { FRAME_MS } from "@/local/carrier/media/tones";
import { FRAME_BYTES } from "@/local/carrier/streams/playout";

/** Sound this strong (mean square) is a voice. */
const VOICED = 1e-5;
const silence = new Uint8Array(FRAME_BYTES).fill(SILENCE);

/** The sound at a handset whose leg is streamed: what its person says, and what they hear. */
export class Line {
  #saying: Uint8Array[] = [];
  #listeners = new Set<() => void>();
  /** Voice that was heard since the person's last word, and silence after it. */
  #voicedMs = 0;
  #silentMs = 0;

  get isSpeaking(): boolean {
    return this.#saying.length > 0;
  }

  /** Says this from now on, after what is being said. */
  say(bytes: Uint8Array): void {
    this.#voicedMs = 0;
    for (let at = 0; at < bytes.length; at += FRAME_BYTES) {
      const frame = new Uint8Array(silence);
      frame.set(bytes.subarray(at, at + FRAME_BYTES));
      this.#saying.push(frame);
    }
  }

  /** The person's next 20 ms. */
  next(): Uint8Array {
    const frame = this.#saying.shift();
    if (frame && !this.isSpeaking) {
      this.#voicedMs = 0;
      this.#silentMs = 0;
    }
    return frame ?? silence;
  }

  /** The person hears this, or silence. */
  hear(frame: Uint8Array | null): void {
    if (frame && powerOf(frame) > VOICED) {
      this.#voicedMs += FRAME_MS;
      this.#silentMs = 0;
    } else this.#silentMs += FRAME_MS;
    for (const listener of this.#listeners) listener();
  }

  /**
   * Resolves with the milliseconds of voice heard since the person's last word, once there are so
   * many, or so much silence follows them, or the time or the stream is over.
   */
  untilHeard(
    { silenceMs, voiceMs }: { silenceMs: number; voiceMs?: number | undefined },
    signal: AbortSignal,
  ): Promise<number> {
    return new Promise((resolve) => {
      const done = () => {
        this.#listeners.delete(look);
        signal.removeEventListener("abort", done);
        resolve(this.#voicedMs);
      };
      const look = () => {
        const isSilent = this.#voicedMs > 0 && this.#silentMs >= silenceMs && !this.isSpeaking;
        const isEnough = voiceMs !== undefined && this.#voicedMs >= voiceMs;
        if (voiceMs === undefined ? isSilent : isEnough) done();
      };
      this.#listeners.add(look);
      signal.addEventListener("abort", done, { once: true });
      if (signal.aborted) done();
    });
  }
}

const lines = new WeakMap<Call, Line>();

export function lineOf(call: Call): Line {
  const existing = lines.get(call);
  if (existing) return existing;
  const made = new Line();
  lines.set(call, made);
  return made;
}
