import { SAMPLE_RATE } from "@/local/carrier/audio/voice";
import { toG711 } from "@/local/carrier/media/g711";

const PCM = 1;

/** The first channel of a WAV file of 16-bit PCM, as PCMU; null for any other file. */
export function wavSound(bytes: Buffer): Uint8Array | null {
  if (bytes.toString("latin1", 0, 4) !== "RIFF") return null;
  let channels = 0;
  let rate = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString("latin1", at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === "fmt " && at + 24 <= bytes.length) {
      if (bytes.readUInt16LE(at + 8) !== PCM || bytes.readUInt16LE(at + 22) !== 16) return null;
      channels = bytes.readUInt16LE(at + 10);
      rate = bytes.readUInt32LE(at + 12);
    }
    if (name === "data" && rate > 0 && channels > 0) {
      return resampled(bytes.subarray(at + 8, at + 8 + size), channels, rate);
    }
    at += 8 + size + (size % 2);
  }
  return null;
}

/** The nearest sample of each moment: rough, and enough for a telephone. */
function resampled(data: Buffer, channels: number, rate: number): Uint8Array {
  const frames = Math.floor(data.length / 2 / channels);
  const samples = new Float32Array(Math.floor((frames * SAMPLE_RATE) / rate));
  for (let at = 0; at < samples.length; at++) {
    const from = Math.floor((at * rate) / SAMPLE_RATE);
    samples[at] = data.readInt16LE(from * channels * 2) / 32_768;
  }
  return toG711(samples);
}
