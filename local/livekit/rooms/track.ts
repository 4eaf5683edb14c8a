import { TrackInfo, type TrackSource, TrackType } from "@livekit/protocol";
import type { RtpPacket } from "werift";
import { newId } from "@/local/livekit/ids";
import type { Participant } from "@/local/livekit/rooms/participant";

type Listener = (packet: RtpPacket) => void;

/** Louder than this (root mean square, 0 to 1) somebody speaks. */
const SPOKEN = 0.01;

/** What one participant is heard by: Opus packets, handed on as they come. */
export class Track {
  readonly info: TrackInfo;
  readonly owner: Participant;
  /** How loud it is now, from 0 to 1. */
  level = 0;
  /** When it was last loud enough to be speech, by `performance.now()`. */
  spokeAt = Number.NEGATIVE_INFINITY;
  readonly #listeners = new Set<Listener>();

  constructor(owner: Participant, init: { source: TrackSource; name?: string; muted?: boolean }) {
    this.owner = owner;
    this.info = new TrackInfo({
      sid: newId("TR"),
      type: TrackType.AUDIO,
      mimeType: "audio/opus",
      disableRed: true,
      ...init,
    });
  }

  get sid(): string {
    return this.info.sid;
  }

  /** A packet of the owner; `level` where it is known. Whoever is muted is heard by nobody. */
  play(packet: RtpPacket, level?: number): void {
    if (this.info.muted) return;
    if (level !== undefined) {
      this.level = level;
      if (level > SPOKEN) this.spokeAt = performance.now();
    }
    for (const listener of this.#listeners) listener(packet);
  }

  /** Gives the way to stop. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
