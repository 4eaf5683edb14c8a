import { silentByte } from "@/lib/agent/codec/mulaw";

/** Bytes of a frame of 20 ms, and of what is sent at once: 200 ms. */
const frame = 160;
const piece = frame * 10;
const bytesPerMs = 8;
/** A mark follows so much sound at the latest, and the end of each item. */
const markEveryMs = 100;

/** What the agent says in one breath: an item of the provider. */
type Item = {
  id: string;
  /** Where it begins on the line's own time (ms of all that was ever sent), and how long it is. */
  begins: number;
  ms: number;
  /** Bytes that make no whole frame yet. */
  rest: Uint8Array;
  isDone: boolean;
};

type Mark = { name: string; at: number; item: string | null };

/** How much of an item the caller has heard, in ms, and whether that was all. */
export type Heard = { item_id: string; ms: number; isWhole: boolean };

type Line = {
  media(payload: string): void;
  mark(name: string): void;
  clear(): void;
};

/**
 * What was sent to the caller and what they have heard of it. The clock is the stream's own: what
 * plays now is as far behind the last mark that came back as the caller's audio has gone on since.
 */
export class Playback {
  private readonly items: Item[] = [];
  private marks: Mark[] = [];
  private readonly dropped = new Set<string>();
  private sentMs = 0;
  private markedMs = 0;
  private count = 0;
  /** The newest timestamp of the caller's audio, and where playing was at which one. */
  private now = 0;
  private last = { at: 0, when: 0 };

  private readonly line: Line;
  private readonly began: (item: string) => void;

  /** `began` is called when the first mark of an item comes back: it is being played. */
  constructor(line: Line, began: (item: string) => void) {
    this.line = line;
    this.began = began;
  }

  /** The caller's audio has come as far as this (ms since the stream began). */
  tick(timestamp: number): void {
    this.now = Math.max(this.now, timestamp);
  }

  /** µ-law of an item, to be played after all that was sent before. */
  add(id: string, bytes: Uint8Array): void {
    let item = this.items.at(-1);
    if (item?.id !== id) {
      if (item && !item.isDone) this.finish(item.id);
      item = { id, begins: this.sentMs, ms: 0, rest: new Uint8Array(), isDone: false };
      this.items.push(item);
      this.mark(id);
    }
    const all = new Uint8Array(item.rest.length + bytes.length);
    all.set(item.rest);
    all.set(bytes, item.rest.length);
    const whole = all.length - (all.length % frame);
    item.rest = all.slice(whole);
    this.send(item, all.subarray(0, whole));
  }

  /** The item is whole: what makes no frame is filled with silence. */
  finish(id: string): void {
    const item = this.items.find((one) => one.id === id);
    if (!item || item.isDone) return;
    item.isDone = true;
    if (item.rest.length > 0) {
      const filled = new Uint8Array(frame).fill(silentByte);
      filled.set(item.rest);
      item.rest = new Uint8Array();
      this.send(item, filled);
    }
    if (this.sentMs > this.markedMs) this.mark(null);
  }

  /** Nothing more comes, also where the provider has not said so of an item. */
  finishAll(): void {
    for (const { id, isDone } of this.items) if (!isDone) this.finish(id);
  }

  private send(item: Item, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += piece) {
      const part = bytes.subarray(at, at + piece);
      this.line.media(Buffer.from(part).toString("base64"));
      item.ms += part.length / bytesPerMs;
      this.sentMs += part.length / bytesPerMs;
      if (this.sentMs - this.markedMs >= markEveryMs) this.mark(null);
    }
  }

  private mark(item: string | null): void {
    this.count += 1;
    const name = `m${this.count}`;
    this.marks.push({ name, at: this.sentMs, item });
    this.markedMs = this.sentMs;
    this.line.mark(name);
  }

  /** A mark came back: what was sent before it has been played, or was cleared. */
  returned(name: string): void {
    if (this.dropped.delete(name)) return;
    const index = this.marks.findIndex((mark) => mark.name === name);
    if (index < 0) return;
    for (const mark of this.marks.splice(0, index + 1)) {
      this.last = { at: mark.at, when: this.now };
      if (mark.item !== null) this.began(mark.item);
    }
  }

  /** Whether the caller has heard all that was sent. */
  get isIdle(): boolean {
    return this.marks.length === 0 && this.sentMs === this.markedMs;
  }

  /** How far all that was ever sent has been played, in ms. */
  private position(): number {
    const next = this.marks[0]?.at ?? this.sentMs;
    return Math.min(this.last.at + Math.max(0, this.now - this.last.when), next, this.sentMs);
  }

  /** How much of an item was heard; null for one that was never sent. */
  heard(id: string): Heard | null {
    const item = this.items.find((one) => one.id === id);
    if (!item) return null;
    const ms = Math.max(0, Math.min(item.ms, this.position() - item.begins));
    return { item_id: id, ms: Math.floor(ms), isWhole: item.isDone && ms >= item.ms };
  }

  /**
   * Stops playing, and gives what was heard of each item that was not played to its end. What comes
   * of them later is the caller's of this to leave out.
   */
  interrupt(): Heard[] {
    if (this.isIdle) return [];
    const position = this.position();
    const cut = this.items
      .filter((item) => item.begins + item.ms > position || !item.isDone)
      .flatMap((item) => this.heard(item.id) ?? []);
    this.line.clear();
    for (const mark of this.marks) this.dropped.add(mark.name);
    this.marks = [];
    this.markedMs = this.sentMs;
    for (const item of this.items) item.isDone = true;
    this.last = { at: this.sentMs, when: this.now };
    return cut;
  }
}
