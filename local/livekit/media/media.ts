import type { SessionDescription, SignalTarget } from "@livekit/protocol";
import type { Outgoing } from "@/local/livekit/rooms/participant";
import type { Track } from "@/local/livekit/rooms/track";

/** The sound between a browser and its room. */
export type Media = {
  takeOffer(offer: SessionDescription): Promise<void>;
  takeAnswer(answer: SessionDescription): Promise<void>;
  takeCandidate(init: string, target: SignalTarget): Promise<void>;
  /** The browser is about to send this, under a name of its own. */
  declare(cid: string, track: Track): void;
  hear(track: Track): void;
  unhear(track: Track): void;
  /** Sends what another participant has sent. */
  deliver(packet: Uint8Array): void;
  close(): void;
};

/** What the sound needs of signalling, and tells it. */
export type MediaSide = {
  send(message: Outgoing): void;
  /** What was declared is there to be heard. */
  published(track: Track): void;
  unpublished(track: Track): void;
  /** The browser has sent something other than sound: a packet of LiveKit's protocol. */
  data(packet: Uint8Array): void;
  connected(): void;
  lost(): void;
};
