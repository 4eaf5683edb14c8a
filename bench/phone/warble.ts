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
  const samples = rate * seconds;
  const bytes = Buffer.alloc(44 + samples * 2);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at++) {
    const note = notes[Math.floor(at / noteSamples) % 2] ?? notes[0];
    const sample = Math.sin((2 * Math.PI * note * at) / rate) * 16_000;
    bytes.writeInt16LE(Math.round(sample), 44 + at * 2);
  }
  return bytes;
}

/** Whether 20 ms are of the rep's voice. */
export function isWarble(frame: Uint8Array): boolean {
  const samples = [...toSamples(frame)];
  return notes.some((note) => toneLevel(samples, note) > heard);
}
