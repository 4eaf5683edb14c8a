import { SILENCE } from "@/local/carrier/media/g711";

export const FRAME_BYTES = 160;

type Queued = { kind: "sound"; bytes: Uint8Array } | { kind: "mark"; name: string };

/** What was sent to be played: in order, 20 ms at a time, with marks between. */
export class Playout {
  #queue: Queued[] = [];
  /** Marks that stood within the frame that is being played. */
  #passed: string[] = [];

  play(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#queue.push({ kind: "sound", bytes });
  }

  mark(name: string): void {
    this.#queue.push({ kind: "mark", name });
  }

  /** Drops what has not been played; gives all marks that are outstanding. */
  clear(): string[] {
    const queued = this.#queue.flatMap((entry) => (entry.kind === "mark" ? [entry.name] : []));
    const marks = [...this.#passed, ...queued];
    this.#queue = [];
    this.#passed = [];
    return marks;
  }

  /** The next frame, null where nothing is to be played, and the marks before it. */
  next(): { frame: Uint8Array | null; marks: string[] } {
    const marks = this.#passed.splice(0);
    const frame = new Uint8Array(FRAME_BYTES).fill(SILENCE);
    let filled = 0;
    while (filled < FRAME_BYTES) {
      const entry = this.#queue[0];
      if (!entry) break;
      if (entry.kind === "mark") {
        (filled === 0 ? marks : this.#passed).push(entry.name);
        this.#queue.shift();
        continue;
      }
      const part = entry.bytes.subarray(0, FRAME_BYTES - filled);
      frame.set(part, filled);
      filled += part.length;
      entry.bytes = entry.bytes.subarray(part.length);
      if (entry.bytes.length === 0) this.#queue.shift();
    }
    return { frame: filled > 0 ? frame : null, marks };
  }
}
