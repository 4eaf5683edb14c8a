import { truncate } from "@/lib/agent/asking";
import { toMulaw } from "@/lib/agent/codec/mulaw";
import { Downsampler } from "@/lib/agent/codec/resample";
import type { Provider } from "@/lib/agent/machine";
import type { ToTwilio } from "@/lib/agent/media-stream";
import { Playback } from "@/lib/agent/playback";
import type { TalkRecord } from "@/lib/agent/record";
import type { Clock } from "@/lib/agent/socket";
import type { Transcript } from "@/lib/agent/transcript";

type With = {
  format: Provider["audio_format"];
  clock: Clock;
  record: TalkRecord;
  transcript: Transcript;
  toTwilio(message: ToTwilio): void;
  toProvider(event: object): void;
};

/** What the agent says: on its way to the caller, stopped where they speak, measured and kept. */
export class Speech {
  private readonly playback: Playback;
  private readonly dropped = new Set<string>();
  private readonly sentAt = new Map<string, number>();
  private downsampler = new Downsampler();
  /** The end of the caller's turn, until the first sound of its answer. */
  private stopped: { at: number; silenceMs: number } | null = null;
  private readonly with: With;

  constructor(given: With) {
    this.with = given;
    this.playback = new Playback(
      {
        media: (payload) => given.toTwilio({ event: "media", media: { payload } }),
        mark: (name) => given.toTwilio({ event: "mark", mark: { name } }),
        clear: () => given.toTwilio({ event: "clear" }),
      },
      (item) => this.began(item),
    );
  }

  get isIdle(): boolean {
    return this.playback.isIdle;
  }

  /** Whether the caller waits for an answer. */
  get isAwaited(): boolean {
    return this.stopped !== null;
  }

  /** The caller's audio has come as far as this (ms since the stream began). */
  tick(timestamp: number): void {
    this.playback.tick(timestamp);
  }

  markReturned(name: string): void {
    this.playback.returned(name);
    this.settle();
  }

  callerStarted(): void {
    this.stopped = null;
  }

  callerStopped(silenceMs: number): void {
    this.stopped = { at: this.with.clock.now(), silenceMs };
  }

  /** Sound of the provider. `toolsMs`: how long tools ran before it. */
  sounds(event: { response_id: string; item_id: string; delta: string }, toolsMs: number): void {
    const { clock, format, record, transcript } = this.with;
    const at = clock.now();
    const bytes = Buffer.from(event.delta, "base64");
    const ms = format === "audio/pcm" ? bytes.length / 48 : bytes.length / 8;
    const isFirst = transcript.agentSounds(event.item_id, ms, new Date(at));
    if (this.dropped.has(event.response_id)) {
      if (isFirst) this.notHeard(event.item_id);
      return;
    }
    const sound = format === "audio/pcm" ? toMulaw(this.downsampler.add(samplesOf(bytes))) : bytes;
    this.playback.add(event.item_id, sound);
    if (!isFirst) return;
    const sentAt = clock.now();
    this.sentAt.set(event.item_id, sentAt);
    const number = transcript.turnOf(event.item_id);
    if (number === undefined || !this.stopped) return;
    record.changeTurn(number, {
      silence_ms: this.stopped.silenceMs,
      model_ms: at - this.stopped.at,
      bridge_ms: sentAt - at,
      tools_ms: toolsMs,
    });
    this.stopped = null;
  }

  /** The provider believes what it has said; the caller has heard nothing of it. */
  private notHeard(item: string): void {
    this.with.toProvider(truncate(item, 0));
    this.with.transcript.cut({ item_id: item, ms: 0, isWhole: false }, 0);
  }

  /** An item is whole. */
  finish(item: string): void {
    this.playback.finish(item);
  }

  /** A response is over. */
  finishAll(): void {
    this.playback.finishAll();
  }

  private began(item: string): void {
    const { clock, record, transcript } = this.with;
    const sentAt = this.sentAt.get(item);
    const number = transcript.turnOf(item);
    if (sentAt === undefined || number === undefined) return;
    record.changeTurn(number, { playback_ms: clock.now() - sentAt });
  }

  /**
   * Stops in mid-word; the provider learns how much of it was heard. `response` is what it was
   * saying: the rest of that is left out. False where nothing was being said.
   */
  interrupt(response: string | null, at: number): boolean {
    const cut = this.playback.interrupt();
    if (response !== null) this.dropped.add(response);
    const clearMs = this.with.clock.now() - at;
    for (const heard of cut) {
      this.with.toProvider(truncate(heard.item_id, heard.ms));
      this.with.transcript.cut(heard, clearMs);
    }
    return cut.length > 0;
  }

  /** Keeps what was heard so far. */
  settle(): void {
    this.with.transcript.settle((item) => this.playback.heard(item));
  }

  /** The talk is over: what was not played by now is not heard. */
  close(): void {
    this.settle();
    this.with.transcript.close();
  }
}

function samplesOf(bytes: Buffer): Int16Array {
  return Int16Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) =>
    bytes.readInt16LE(index * 2),
  );
}
