import { fromMulaw, silentByte } from "@/lib/agent/codec/mulaw";
import { Upsampler } from "@/lib/agent/codec/resample";

const frameMs = 20;
/** What is kept for a provider that is not there yet, and the longest gap that is filled. */
const maxKept = 750;
const maxGapMs = 2_000;
const silentFrame = Buffer.alloc(160, silentByte).toString("base64");

/**
 * The caller's audio on its way to the provider: kept until it listens, so that the first word is
 * not lost; gaps become silence, or the provider never hears the end of a turn.
 */
export class Hearing {
  /** How much the provider was given since it listens, in ms. */
  givenMs = 0;
  private kept: string[] = [];
  private append: ((audio: string) => void) | null = null;
  private expected: number | null = null;
  private readonly upsampler: Upsampler | null;

  constructor(format: "audio/pcmu" | "audio/pcm") {
    this.upsampler = format === "audio/pcm" ? new Upsampler() : null;
  }

  /** µ-law in base64, `timestamp` is ms since the stream began. */
  add(payload: string, timestamp: number): void {
    const gap = this.expected === null ? 0 : timestamp - this.expected;
    const missing = Math.floor(Math.min(Math.max(gap, 0), maxGapMs) / frameMs);
    for (let count = 0; count < missing; count += 1) this.give(silentFrame);
    this.give(payload);
    this.expected = timestamp + Buffer.byteLength(payload, "base64") / 8;
  }

  private give(payload: string): void {
    if (!this.append) {
      this.kept.push(payload);
      if (this.kept.length > maxKept) this.kept.shift();
      return;
    }
    this.givenMs += Buffer.byteLength(payload, "base64") / 8;
    this.append(this.upsampler ? upsampled(this.upsampler, payload) : payload);
  }

  /** A provider listens: what was kept goes first. */
  open(append: (audio: string) => void): void {
    this.append = append;
    this.givenMs = 0;
    const kept = this.kept;
    this.kept = [];
    for (const payload of kept) this.give(payload);
  }

  /** It listens no more. */
  close(): void {
    this.append = null;
  }
}

function upsampled(upsampler: Upsampler, payload: string): string {
  const samples = upsampler.add(fromMulaw(Buffer.from(payload, "base64")));
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString("base64");
}
