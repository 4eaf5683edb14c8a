import { fromG711, toG711Bytes } from "@/local/carrier/media/g711";
import type { Format } from "@/local/realtime-voice/protocol/client-events";

export const SAMPLES_A_MS = 8;
/** 24 kHz is three times the line's rate. */
const TIMES = 3;

/** 16-bit samples at 8 kHz of a session's sound. */
export function samplesOf(bytes: Buffer, format: Format): Int16Array {
  if (format.type === "audio/pcmu") return fromG711(bytes);
  return Int16Array.from({ length: Math.floor(bytes.length / (2 * TIMES)) }, (_, at) => {
    let sum = 0;
    for (let part = 0; part < TIMES; part++) sum += bytes.readInt16LE((at * TIMES + part) * 2);
    return Math.round(sum / TIMES);
  });
}

/** The reverse. */
export function bytesOf(samples: Int16Array, format: Format): Buffer {
  if (format.type === "audio/pcmu") return Buffer.from(toG711Bytes(samples));
  const bytes = Buffer.alloc(samples.length * TIMES * 2);
  for (let at = 0; at < samples.length; at++) {
    const sample = samples[at] ?? 0;
    const next = samples[at + 1] ?? sample;
    for (let part = 0; part < TIMES; part++) {
      const between = sample + ((next - sample) * part) / TIMES;
      bytes.writeInt16LE(Math.round(between), (at * TIMES + part) * 2);
    }
  }
  return bytes;
}

/** Decibels above one step of a sample. */
export function loudness(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return 10 * Math.log10(sum / Math.max(1, samples.length) + 1);
}
