import { wavFile } from "@/local/carrier/audio/wav";
import { toSamples } from "@/local/carrier/media/g711";
import { toneLevel } from "@/local/carrier/testing/ears";

/** Two notes in turn: a browser takes one that stays for noise, and leaves it out. */
const notes = [900, 1100] as const;
const rate = 48_000;
const noteSamples = rate / 10;
const seconds = 2;
/** A frame that is this loud at a note is the rep's voice. */
const heard = 0.02;

/** What the rep's microphone says without a pause: 16-bit PCM at 48 kHz. */
export function warbleWav(): Buffer {
  const samples = Float32Array.from({ length: rate * seconds }, (_, at) => {
    const note = notes[Math.floor(at / noteSamples) % 2] ?? notes[0];
    return 0.5 * Math.sin((2 * Math.PI * note * at) / rate);
  });
  return wavFile(samples, rate);
}

/** Whether 20 ms are of the rep's voice. */
export function isWarble(frame: Uint8Array): boolean {
  const samples = [...toSamples(frame)];
  return notes.some((note) => toneLevel(samples, note) > heard);
}
