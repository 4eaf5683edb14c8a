import { createHash } from "node:crypto";

export const SAMPLE_RATE = 8000;
/** People take turns of this length, in samples; the last part of each is silence. */
export const TURN_SAMPLES = 19_200;

const SYLLABLES = 8;
const SYLLABLE_SAMPLES = TURN_SAMPLES / (SYLLABLES + 1);
const TABLE = 512;
/** First two resonances of a few vowels, in Hz. */
const VOWELS = [
  [730, 1090],
  [530, 1840],
  [270, 2290],
  [570, 840],
  [300, 870],
] as const;
/** Pitch in Hz of the parent leg's and of the child leg's speaker. */
const PITCH = [112, 208] as const;
const TABLES = PITCH.map((pitch) => VOWELS.map((formants) => waveTable(pitch, formants)));

/** Two people babbling in turns, the same for the same seed: any stretch can be made by itself. */
export class Babble {
  readonly #seed: Buffer;

  constructor(seed: string) {
    this.#seed = createHash("sha256").update(seed).digest();
  }

  /** The speaker's samples, -1 to 1, from a moment on; 0 is the parent leg, 1 the child. */
  samples(speaker: 0 | 1, from: number, count: number): Float32Array {
    const out = new Float32Array(count);
    for (let index = 0; index < count; index++) {
      const at = from + index;
      const turn = Math.floor(at / TURN_SAMPLES);
      if (this.#speaker(turn) !== speaker) continue;
      const within = at - turn * TURN_SAMPLES;
      const syllable = Math.floor(within / SYLLABLE_SAMPLES);
      if (syllable >= SYLLABLES) continue;
      out[index] = this.#syllable(speaker, turn, syllable, within - syllable * SYLLABLE_SAMPLES);
    }
    return out;
  }

  /** Mostly taking turns; each conversation begins with either. */
  #speaker(turn: number): number {
    return (turn + (this.#byte(0) & 1)) % 2;
  }

  #syllable(speaker: 0 | 1, turn: number, syllable: number, at: number): number {
    const dice = this.#byte(turn * 11 + syllable * 3 + 1);
    if (dice < 28) return 0;
    const table = TABLES[speaker]?.[dice % VOWELS.length];
    if (!table) return 0;
    const fall = 1.08 - 0.16 * (syllable / SYLLABLES);
    const pitch = PITCH[speaker] * fall * (0.95 + (dice % 16) / 160);
    const phase = ((pitch * at) / SAMPLE_RATE) % 1;
    const rise = Math.sin((Math.PI * at) / SYLLABLE_SAMPLES);
    return (table[Math.floor(phase * TABLE)] ?? 0) * rise * rise * (0.6 + (dice % 7) / 20);
  }

  #byte(index: number): number {
    const mixed = (this.#seed[index % 32] ?? 0) * 31 + (this.#seed[(index >> 5) % 32] ?? 0) + index;
    return (Math.imul(mixed, 2654435761) >>> 16) & 255;
  }
}

/** One period of a voiced sound: harmonics of the pitch, stronger near the resonances. */
function waveTable(pitch: number, formants: readonly [number, number]): Float32Array {
  const table = new Float32Array(TABLE);
  for (let harmonic = 1; harmonic * pitch < 3400; harmonic++) {
    const hertz = harmonic * pitch;
    const strength = formants.reduce(
      (sum, formant) => sum + Math.exp(-(((hertz - formant) / 180) ** 2)),
      1 / (harmonic * 3),
    );
    for (let index = 0; index < TABLE; index++) {
      const value = Math.sin((2 * Math.PI * harmonic * index) / TABLE) * strength;
      table[index] = (table[index] ?? 0) + value;
    }
  }
  const peak = table.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  return table.map((value) => (value / peak) * 0.7);
}
