import { createMp3Encoder } from "wasm-media-encoders";
import type { AudioFacts, RecordingAudio } from "@/local/carrier/audio/recording-audio";
import { Babble, SAMPLE_RATE, TURN_SAMPLES } from "@/local/carrier/audio/voice";

type Encoder = Awaited<ReturnType<typeof createMp3Encoder>>;

const FRAME_SAMPLES = 576;
/** An encoder gives two frames more than it is fed, so each segment is fed two fewer. */
const DELAY_FRAMES = 2;
/**
 * A whole number of turns and of frames: segments meet in silence and can be made by themselves.
 */
const SEGMENT_SAMPLES = TURN_SAMPLES * 6;
const SEGMENT_FRAMES = SEGMENT_SAMPLES / FRAME_SAMPLES;

/** Constant bit rate, so that the size is known before a single frame is made. */
export function mp3Audio({ sid, seconds, channels }: AudioFacts): RecordingAudio {
  const voice = new Babble(sid);
  const kilobits = channels === 1 ? 32 : 64;
  const frameBytes = (kilobits * 1000 * FRAME_SAMPLES) / 8 / SAMPLE_RATE;
  const frames = Math.max(1 + DELAY_FRAMES, Math.ceil((seconds * SAMPLE_RATE) / FRAME_SAMPLES));
  const segmentBytes = SEGMENT_FRAMES * frameBytes;

  async function* from(start: number): AsyncGenerator<Uint8Array> {
    const encoder = await createMp3Encoder();
    let segment = Math.floor(start / segmentBytes);
    let skip = start - segment * segmentBytes;
    for (; segment * SEGMENT_FRAMES < frames; segment++) {
      const left = frames - segment * SEGMENT_FRAMES;
      // A last segment too short for the encoder's delay is made whole and cut.
      const made = Math.max(1 + DELAY_FRAMES, Math.min(SEGMENT_FRAMES, left));
      const bytes = encode(encoder, segment * SEGMENT_SAMPLES, made - DELAY_FRAMES);
      yield bytes.subarray(skip, Math.min(left, SEGMENT_FRAMES) * frameBytes);
      skip = 0;
    }
  }

  /** One segment, as if nothing had come before it. */
  function encode(encoder: Encoder, sample: number, count: number): Uint8Array {
    encoder.configure({ channels, sampleRate: SAMPLE_RATE, bitrate: kilobits });
    const length = count * FRAME_SAMPLES;
    const parent = voice.samples(0, sample, length);
    const child = voice.samples(1, sample, length);
    const input =
      channels === 2
        ? [parent, child]
        : [parent.map((value, index) => value + (child[index] ?? 0))];
    // The encoder reuses its output memory, so each part is copied.
    const main = Buffer.from(encoder.encode(input));
    return Buffer.concat([main, Buffer.from(encoder.finalize())]);
  }

  return { contentType: "audio/mpeg", size: frames * frameBytes, from };
}
