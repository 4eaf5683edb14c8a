import { SAMPLE_RATE } from "@/local/carrier/audio/voice";
import type { CarrierControl } from "@/local/carrier/control";
import { SILENCE, toG711, toSamples } from "@/local/carrier/media/g711";
import type { Peer } from "@/local/carrier/media/peer";
import { openWeriftPeer } from "@/local/carrier/media/werift-peer";

const FRAME_MS = 20;
const FRAME_SAMPLES = 160;
/** One second. */
const FRAMES = 50;

/** Somebody who hears a call by WebRTC and may speak a tone, without a browser. */
export class Ears implements Disposable {
  readonly peer: Peer;
  readonly #frames: { atMs: number; frame: Uint8Array }[];
  #speaking: NodeJS.Timeout | undefined;

  private constructor(peer: Peer, frames: { atMs: number; frame: Uint8Array }[]) {
    this.peer = peer;
    this.#frames = frames;
  }

  static async open(keep = FRAMES): Promise<Ears> {
    const frames: { atMs: number; frame: Uint8Array }[] = [];
    const peer = await openWeriftPeer((received) => {
      if (received.kind !== "sound") return;
      frames.push({ atMs: performance.now(), frame: received.frame });
      if (frames.length > keep) frames.shift();
    });
    return new Ears(peer, frames);
  }

  /** At the handset of this leg. */
  static async at(control: CarrierControl, accountSid: string, callSid: string, keep = FRAMES) {
    const ears = await Ears.open(keep);
    const offer = await ears.peer.offer();
    await ears.peer.acceptAnswer((await control.listenAt(accountSid, callSid, offer)).sdp);
    return ears;
  }

  /** What was heard last, each 20 ms with the moment it came. */
  get frames(): readonly { atMs: number; frame: Uint8Array }[] {
    return this.#frames;
  }

  /** How loud the last second was (root mean square, 0 to 1). */
  level(): number {
    const samples = this.#samples();
    const sum = samples.reduce((total, sample) => total + sample * sample, 0);
    return Math.sqrt(sum / Math.max(1, samples.length));
  }

  /** How loud one frequency was in it. */
  levelAt(hertz: number): number {
    return toneLevel(this.#samples(), hertz);
  }

  /** Says a tone until it is given another one; 0 for silence. */
  speak(hertz: number): void {
    clearInterval(this.#speaking);
    let at = 0;
    this.#speaking = setInterval(() => {
      const frame = Float32Array.from({ length: FRAME_SAMPLES }, (_, index) =>
        hertz === 0 ? 0 : 0.5 * Math.sin((2 * Math.PI * hertz * (at + index)) / SAMPLE_RATE),
      );
      at += FRAME_SAMPLES;
      this.peer.send(hertz === 0 ? new Uint8Array(FRAME_SAMPLES).fill(SILENCE) : toG711(frame));
    }, FRAME_MS);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#speaking);
    this.peer.close();
  }

  #samples(): number[] {
    return this.#frames.slice(-FRAMES).flatMap(({ frame }) => [...toSamples(frame)]);
  }
}

/** How loud one frequency is in these samples (Goertzel). */
export function toneLevel(samples: readonly number[], hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / SAMPLE_RATE);
  let before = 0;
  let last = 0;
  for (const sample of samples) [before, last] = [last, sample + turn * last - before];
  const power = before * before + last * last - turn * before * last;
  return (Math.sqrt(Math.max(0, power)) * Math.SQRT2) / Math.max(1, samples.length);
}
