import type { ToTwilio } from "@/lib/agent/media-stream";
import { Playout } from "@/lib/agent/sound/playout";

/** People of the company who may listen to one talk at a time. */
const maxListeners = 5;

export type Listening = {
  /** µ-law of a moment: the caller's, then as many bytes of the agent's. */
  hears(sound: Uint8Array): void;
  over(): void;
};

/** Who listens to a talk. Nothing of it reaches the caller or the agent. */
export class Listeners {
  private readonly people = new Set<Listening>();
  private readonly playout = new Playout();
  private isOver = false;

  /** False where the talk is over, or enough people listen. */
  add(one: Listening): boolean {
    if (this.isOver || this.people.size >= maxListeners) return false;
    this.people.add(one);
    return true;
  }

  remove(one: Listening): void {
    this.people.delete(one);
  }

  toCaller(message: ToTwilio): void {
    this.playout.take(message);
  }

  /** Sound of the caller (base64): the clock by which the agent is heard as well. */
  fromCaller(payload: string): void {
    const caller = Buffer.from(payload, "base64");
    const agent = this.playout.play(caller.length).sound;
    if (this.people.size === 0) return;
    const both = Buffer.concat([caller, agent]);
    for (const { hears } of this.people) hears(both);
  }

  close(): void {
    this.isOver = true;
    for (const { over } of this.people) over();
    this.people.clear();
  }
}
