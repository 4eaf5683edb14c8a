import { Decoder, Encoder } from "@evan/opus";
import { RtpHeader, RtpPacket } from "werift";
import { fromG711, toG711Bytes } from "@/local/carrier/media/g711";
import { OPUS } from "@/local/livekit/media/connection";
import type { Track } from "@/local/livekit/rooms/track";

const RATE = 8000;
const FRAME_MS = 20;
const FRAME_SAMPLES = (RATE * FRAME_MS) / 1000;
/** Opus counts at 48 kHz, whatever it is given. */
const TIMESTAMP_STEP = 960;
/** After a longer pause of the machine the sound goes on from now. */
const MAX_LAG_MS = 500;
/** A voice that comes faster than it is heard is cut short. */
const MAX_WAITING = 10;
const LOUDEST = 32_767;

type Voice = { stop: () => void; waiting: Int16Array[] };

/** Between a telephone's sound (PCMU, 20 ms) and a room's (Opus): speaks for it, and mixes. */
export class PhoneSound {
  readonly #encoder = new Encoder({ channels: 1, sample_rate: RATE, application: "voip" });
  readonly #voices = new Map<Track, Voice>();
  readonly #track: Track;
  #sequenceNumber = 0;
  #timestamp = 0;
  #ticking: NodeJS.Timeout | undefined;

  constructor(track: Track) {
    this.#track = track;
  }

  /** What is said at the telephone. */
  say(frame: Uint8Array): void {
    const samples = fromG711(frame);
    const header = new RtpHeader({
      payloadType: OPUS,
      sequenceNumber: this.#sequenceNumber,
      timestamp: this.#timestamp,
      ssrc: 1,
    });
    this.#sequenceNumber = (this.#sequenceNumber + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + TIMESTAMP_STEP) >>> 0;
    const payload = Buffer.from(this.#encoder.encode(samples));
    this.#track.play(new RtpPacket(header, payload), loudnessOf(samples));
  }

  listen(track: Track): void {
    const decoder = new Decoder({ channels: 1, sample_rate: RATE });
    const waiting: Int16Array[] = [];
    const stop = track.listen(({ payload }) => {
      if (payload.length === 0) return;
      const bytes = decoder.decode(payload);
      const samples = new Int16Array(bytes.slice().buffer);
      for (let at = 0; at < samples.length; at += FRAME_SAMPLES) {
        waiting.push(samples.subarray(at, at + FRAME_SAMPLES));
      }
      while (waiting.length > MAX_WAITING) waiting.shift();
    });
    this.#voices.set(track, { stop, waiting });
  }

  unlisten(track: Track): void {
    this.#voices.get(track)?.stop();
    this.#voices.delete(track);
  }

  /** From now on the telephone hears the room, silence too. */
  start(hear: (frame: Uint8Array) => void): void {
    let dueAt = performance.now();
    this.#ticking = setInterval(() => {
      const now = performance.now();
      if (now - dueAt > MAX_LAG_MS) dueAt = now;
      for (; dueAt <= now; dueAt += FRAME_MS) hear(toG711Bytes(this.#mixed()));
    }, FRAME_MS).unref();
  }

  close(): void {
    clearInterval(this.#ticking);
    for (const { stop } of this.#voices.values()) stop();
    this.#voices.clear();
  }

  #mixed(): Int16Array {
    const sum = new Int32Array(FRAME_SAMPLES);
    for (const { waiting } of this.#voices.values()) {
      for (const [at, sample] of (waiting.shift() ?? []).entries()) {
        sum[at] = (sum[at] ?? 0) + sample;
      }
    }
    return Int16Array.from(sum, (sample) => Math.max(-LOUDEST, Math.min(LOUDEST, sample)));
  }
}

/** Root mean square, 0 to 1. */
function loudnessOf(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += (sample / LOUDEST) ** 2;
  return Math.sqrt(sum / Math.max(1, samples.length));
}
