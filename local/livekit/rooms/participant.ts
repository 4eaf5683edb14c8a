import {
  type DataPacket,
  type DisconnectReason,
  ParticipantInfo,
  ParticipantInfo_Kind,
  ParticipantInfo_State,
  ParticipantPermission,
  type SignalResponse,
  type TrackSource,
} from "@livekit/protocol";
import { newId } from "@/local/livekit/ids";
import type { Track } from "@/local/livekit/rooms/track";

export type Outgoing = SignalResponse["message"];

/** What is at a participant's end: a browser's session, or a telephone's leg. */
export type End = {
  send(message: Outgoing): void;
  /** It is to hear this from now on. */
  subscribe(track: Track): void;
  unsubscribe(track: Track): void;
  /** Another participant has sent this, besides their sound. */
  deliver(packet: DataPacket): void;
  /** The room has let it go. */
  leave(reason: DisconnectReason): void;
  /** Its connection to signalling breaks. */
  cut(): void;
};

type Person = {
  identity: string;
  name?: string;
  metadata?: string;
  attributes?: Record<string, string>;
  kind?: ParticipantInfo_Kind;
  permission?: ParticipantPermission;
};

/** Somebody in a room, as LiveKit describes them to others. */
export class Participant<E extends End = End> {
  readonly sid = newId("PA");
  readonly identity: string;
  readonly kind: ParticipantInfo_Kind;
  name: string;
  metadata: string;
  attributes: Record<string, string>;
  permission: ParticipantPermission;
  state: ParticipantInfo_State = ParticipantInfo_State.JOINED;
  readonly tracks = new Map<string, Track>();
  readonly #joinedAt = Date.now();
  readonly end: E;
  #version = 0;

  constructor(person: Person, endOf: (self: Participant) => E) {
    this.identity = person.identity;
    this.kind = person.kind ?? ParticipantInfo_Kind.STANDARD;
    this.name = person.name ?? "";
    this.metadata = person.metadata ?? "";
    this.attributes = { ...person.attributes };
    this.permission =
      person.permission ??
      new ParticipantPermission({ canSubscribe: true, canPublish: true, canPublishData: true });
    this.end = endOf(this);
  }

  get isHidden(): boolean {
    return this.permission.hidden;
  }

  mayPublish(source: TrackSource): boolean {
    const { canPublish, canPublishSources } = this.permission;
    return canPublish && (canPublishSources.length === 0 || canPublishSources.includes(source));
  }

  /** Each description is newer than the one before. */
  info(): ParticipantInfo {
    this.#version++;
    return new ParticipantInfo({
      sid: this.sid,
      identity: this.identity,
      name: this.name,
      state: this.state,
      kind: this.kind,
      metadata: this.metadata,
      attributes: this.attributes,
      joinedAt: BigInt(Math.floor(this.#joinedAt / 1000)),
      joinedAtMs: BigInt(this.#joinedAt),
      version: this.#version,
      isPublisher: this.tracks.size > 0,
      tracks: [...this.tracks.values()].map(({ info }) => info.clone()),
      permission: this.permission,
      region: "local",
    });
  }
}
