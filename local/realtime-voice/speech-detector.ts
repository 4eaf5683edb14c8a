import { loudness, SAMPLES_A_MS } from "@/local/realtime-voice/sound";

export const FRAME_MS = 20;
const FRAME_SAMPLES = FRAME_MS * SAMPLES_A_MS;
/** Loud for so long is speech; a click is shorter. */
const ONSET_FRAMES = 3;
/** At the usual threshold of 0.5, speech is this loud, or so much louder than the line. */
const LOUD = 45;
const ABOVE_LINE = 9;

export type Detected =
  | { kind: "started"; atMs: number; sound: Int16Array }
  | { kind: "sound"; sound: Int16Array }
  | { kind: "stopped"; atMs: number };

/** Finds where speech begins and ends by its energy, as the provider's server VAD reports it. */
export class SpeechDetector {
  #rest = new Int16Array(0);
  #frames = 0;
  #loud = 0;
  #quiet = 0;
  #isSpeech = false;
  #line = LOUD;
  /** What comes before the start is kept, so that no first sound is lost. */
  #before: Int16Array[] = [];

  /** Milliseconds of sound so far. */
  get #heardMs(): number {
    return this.#frames * FRAME_MS;
  }

  push(
    samples: Int16Array,
    options: { threshold: number; prefixMs: number; silenceMs: number },
  ): Detected[] {
    const all = new Int16Array(this.#rest.length + samples.length);
    all.set(this.#rest);
    all.set(samples, this.#rest.length);
    const found: Detected[] = [];
    let at = 0;
    for (; at + FRAME_SAMPLES <= all.length; at += FRAME_SAMPLES) {
      const detected = this.#frame(all.slice(at, at + FRAME_SAMPLES), options);
      if (detected) found.push(detected);
    }
    this.#rest = all.slice(at);
    return found;
  }

  #frame(
    frame: Int16Array,
    { threshold, prefixMs, silenceMs }: { threshold: number; prefixMs: number; silenceMs: number },
  ): Detected | null {
    this.#frames++;
    const level = loudness(frame);
    const wanted = Math.max(LOUD, this.#line + ABOVE_LINE) + (threshold - 0.5) * 20;
    if (level > wanted) {
      this.#loud++;
      this.#quiet = 0;
    } else {
      this.#quiet++;
      if (this.#quiet > ONSET_FRAMES) this.#loud = 0;
      // The line's own noise, learnt slowly while nobody speaks.
      if (!this.#isSpeech) this.#line += (level - this.#line) * 0.05;
    }
    if (!this.#isSpeech) return this.#wait(frame, prefixMs);
    if (this.#quiet * FRAME_MS < silenceMs) return { kind: "sound", sound: frame };
    this.#isSpeech = false;
    this.#loud = 0;
    return { kind: "stopped", atMs: this.#heardMs };
  }

  #wait(frame: Int16Array, prefixMs: number): Detected | null {
    this.#before.push(frame);
    const kept = Math.round(prefixMs / FRAME_MS) + ONSET_FRAMES;
    while (this.#before.length > kept) this.#before.shift();
    if (this.#loud < ONSET_FRAMES) return null;
    this.#isSpeech = true;
    this.#quiet = 0;
    const sound = Int16Array.from(this.#before.flatMap((part) => [...part]));
    const atMs = Math.max(0, this.#heardMs - this.#before.length * FRAME_MS);
    this.#before = [];
    return { kind: "started", atMs, sound };
  }
}
