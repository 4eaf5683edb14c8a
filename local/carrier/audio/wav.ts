import type { AudioFacts, RecordingAudio } from "@/local/carrier/audio/recording-audio";
import { Babble, SAMPLE_RATE } from "@/local/carrier/audio/voice";

const HEADER = 44;
const PIECE_SAMPLES = 8192;

/** 16-bit PCM at 8 kHz; with two channels, the parent leg is the first. */
export function wavAudio({ sid, seconds, channels }: AudioFacts): RecordingAudio {
  const voice = new Babble(sid);
  const samples = seconds * SAMPLE_RATE;
  const frameBytes = channels * 2;
  const size = HEADER + samples * frameBytes;

  function* from(start: number): Generator<Uint8Array> {
    if (start < HEADER) yield header(size, channels, SAMPLE_RATE).subarray(start);
    const first = Math.max(0, start - HEADER);
    let skip = first % frameBytes;
    let sample = Math.floor(first / frameBytes);
    while (sample < samples) {
      const count = Math.min(PIECE_SAMPLES, samples - sample);
      yield frames(voice, sample, count, channels).subarray(skip);
      skip = 0;
      sample += count;
    }
  }
  return { contentType: "audio/x-wav", size, from };
}

/** A WAV file of these samples, -1 to 1: 16-bit PCM, one channel. */
export function wavFile(samples: Float32Array, rate: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(HEADER + samples.length * 2);
  header(bytes.length, 1, rate).copy(bytes);
  for (const [at, sample] of samples.entries()) {
    bytes.writeInt16LE(pcm(sample), HEADER + at * 2);
  }
  return bytes;
}

function frames(voice: Babble, sample: number, count: number, channels: 1 | 2): Buffer {
  const parent = voice.samples(0, sample, count);
  const child = voice.samples(1, sample, count);
  const bytes = Buffer.alloc(count * channels * 2);
  for (let index = 0; index < count; index++) {
    const left = parent[index] ?? 0;
    const right = child[index] ?? 0;
    if (channels === 1) {
      bytes.writeInt16LE(pcm(left + right), index * 2);
    } else {
      bytes.writeInt16LE(pcm(left), index * 4);
      bytes.writeInt16LE(pcm(right), index * 4 + 2);
    }
  }
  return bytes;
}

function pcm(value: number): number {
  return Math.round(Math.max(-1, Math.min(1, value)) * 32_767);
}

function header(size: number, channels: number, rate: number): Buffer {
  const bytes = Buffer.alloc(HEADER);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(size - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * channels * 2, 28);
  bytes.writeUInt16LE(channels * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(size - HEADER, 40);
  return bytes;
}
