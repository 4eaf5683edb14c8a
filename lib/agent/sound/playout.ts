import { silentByte } from "@/lib/agent/codec/mulaw";
import type { ToTwilio } from "@/lib/agent/media-stream";

/**
 * What was sent to a caller and has not been played yet, as Twilio keeps it: played in order, as
 * fast as their own sound comes.
 */
export class Playout {
  private queue: (Uint8Array | string)[] = [];

  /** Gives the marks that come back at once. */
  take(message: ToTwilio): string[] {
    if (message.event === "media") this.queue.push(Buffer.from(message.media.payload, "base64"));
    else if (message.event === "mark") this.queue.push(message.mark.name);
    else {
      const marks = this.queue.filter((one) => typeof one === "string");
      this.queue = [];
      return marks;
    }
    return [];
  }

  /** So many bytes of µ-law that are played now, and the marks that were reached. */
  play(length: number): { sound: Uint8Array; marks: string[] } {
    const sound = new Uint8Array(length).fill(silentByte);
    const marks: string[] = [];
    let at = 0;
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      if (typeof next === "string") {
        marks.push(next);
        this.queue.shift();
        continue;
      }
      if (at === length) break;
      const part = next.subarray(0, length - at);
      sound.set(part, at);
      at += part.length;
      if (part.length === next.length) this.queue.shift();
      else this.queue[0] = next.subarray(part.length);
    }
    return { sound, marks };
  }
}
