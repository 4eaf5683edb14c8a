import { SpeakerInfo } from "@livekit/protocol";
import type { Participant } from "@/local/livekit/rooms/participant";

/** As LiveKit's server looks, by default. */
const EVERY_MS = 500;
/** Whoever spoke within this speaks on: pauses between words are no silence. */
const HOLD_MS = 700;

/** Who of a room speaks, by how loud their tracks are. */
export class Speakers {
  readonly #participants: ReadonlyMap<string, Participant>;
  #active = new Set<string>();
  #looking: NodeJS.Timeout | undefined;

  constructor(participants: ReadonlyMap<string, Participant>) {
    this.#participants = participants;
  }

  /** Tells of each who begins, goes on louder or quieter, or stops. */
  watch(changed: (speakers: SpeakerInfo[]) => void): void {
    this.#looking = setInterval(() => {
      const speakers = this.look(performance.now());
      if (speakers.length > 0) changed(speakers);
    }, EVERY_MS).unref();
  }

  look(nowMs: number): SpeakerInfo[] {
    const speaking = [...this.#participants.values()].flatMap(({ sid, tracks, isHidden }) => {
      const track = [...tracks.values()].find(({ spokeAt }) => nowMs - spokeAt < HOLD_MS);
      return track && !track.info.muted && !isHidden
        ? [new SpeakerInfo({ sid, level: track.level, active: true })]
        : [];
    });
    const now = new Set(speaking.map(({ sid }) => sid));
    const stopped = [...this.#active].filter((sid) => !now.has(sid));
    this.#active = now;
    return [
      ...speaking,
      ...stopped.map((sid) => new SpeakerInfo({ sid, level: 0, active: false })),
    ];
  }

  stop(): void {
    clearInterval(this.#looking);
  }
}
