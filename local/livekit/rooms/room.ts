import {
  type DataPacket,
  DisconnectReason,
  type ParticipantInfo,
  ParticipantInfo_State,
  ParticipantUpdate,
  RoomEndReason,
  Room as RoomInfo,
  RoomUpdate,
  SpeakersChanged,
} from "@livekit/protocol";
import { newId } from "@/local/livekit/ids";
import type { Outgoing, Participant } from "@/local/livekit/rooms/participant";
import { Speakers } from "@/local/livekit/rooms/speakers";
import type { Track } from "@/local/livekit/rooms/track";
import type { Fact } from "@/local/livekit/webhook/event";

/** Seconds, and people; 0 is LiveKit's own choice. */
export type RoomSettings = {
  emptyTimeout: number;
  departureTimeout: number;
  maxParticipants: number;
  metadata: string;
};

/** How long a room stays that nobody has come to, or that the last one has left (seconds). */
const EMPTY_SECONDS = 300;
const DEPARTED_SECONDS = 20;

/** People who hear each other, until it is deleted or nobody is there for a while. */
export class Room {
  readonly sid = newId("RM");
  readonly name: string;
  metadata: string;
  readonly participants = new Map<string, Participant>();
  readonly #settings: RoomSettings;
  readonly #createdAt = Date.now();
  readonly #tell: (fact: Fact) => void;
  readonly #closed: () => void;
  readonly #speakers = new Speakers(this.participants);
  #ending: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(
    name: string,
    settings: Partial<RoomSettings>,
    on: { tell: (fact: Fact) => void; closed: () => void },
  ) {
    this.name = name;
    this.#settings = {
      emptyTimeout: settings.emptyTimeout || EMPTY_SECONDS,
      departureTimeout: settings.departureTimeout || DEPARTED_SECONDS,
      maxParticipants: settings.maxParticipants ?? 0,
      metadata: settings.metadata ?? "",
    };
    this.metadata = this.#settings.metadata;
    this.#tell = on.tell;
    this.#closed = on.closed;
    this.#tell({ event: "room_started", room: this.info() });
    this.#endIn(this.#settings.emptyTimeout);
    this.#speakers.watch((speakers) =>
      this.#sendAll({ case: "speakersChanged", value: new SpeakersChanged({ speakers }) }),
    );
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get isFull(): boolean {
    const { maxParticipants } = this.#settings;
    return maxParticipants > 0 && this.#visible().length >= maxParticipants;
  }

  info(): RoomInfo {
    return new RoomInfo({
      sid: this.sid,
      name: this.name,
      emptyTimeout: this.#settings.emptyTimeout,
      departureTimeout: this.#settings.departureTimeout,
      maxParticipants: this.#settings.maxParticipants,
      creationTime: BigInt(Math.floor(this.#createdAt / 1000)),
      creationTimeMs: BigInt(this.#createdAt),
      metadata: this.metadata,
      numParticipants: this.#visible().length,
      numPublishers: this.#visible().filter(({ tracks }) => tracks.size > 0).length,
    });
  }

  /** Whom a participant gets to know of. */
  othersOf(participant: Participant): Participant[] {
    return this.#visible().filter((other) => other !== participant);
  }

  /** Comes in, in the place of whoever has the same identity. */
  join(participant: Participant): void {
    const before = this.participants.get(participant.identity);
    if (before) this.remove(before, DisconnectReason.DUPLICATE_IDENTITY);
    clearTimeout(this.#ending);
    this.participants.set(participant.identity, participant);
  }

  /** Its sound is connected: from now on it is one of those who are there. */
  activate(participant: Participant): void {
    if (!this.#has(participant) || participant.state === ParticipantInfo_State.ACTIVE) return;
    participant.state = ParticipantInfo_State.ACTIVE;
    this.update(participant);
    this.#tell(this.#fact("participant_joined", participant));
  }

  /** Tells everybody how a participant is now. */
  update(participant: Participant): void {
    this.#announce(participant, participant.info());
  }

  publish(track: Track): void {
    const { owner } = track;
    owner.tracks.set(track.sid, track);
    this.update(owner);
    this.#tell({ ...this.#fact("track_published", owner), track: track.info });
    for (const other of this.participants.values()) this.#offer(other, track);
  }

  unpublish(track: Track): void {
    if (!track.owner.tracks.delete(track.sid)) return;
    for (const other of this.participants.values()) other.end.unsubscribe(track);
    this.update(track.owner);
    this.#tell({ ...this.#fact("track_unpublished", track.owner), track: track.info });
  }

  /** What is there already is to be heard by who comes. */
  offerAll(listener: Participant): void {
    for (const { tracks } of this.othersOf(listener)) {
      for (const track of tracks.values()) this.#offer(listener, track);
    }
  }

  /** Passes on what a participant sends besides sound: to those it names, else to everybody. */
  deliver(from: Participant, packet: DataPacket): void {
    if (!from.permission.canPublishData) return;
    const named = new Set(packet.destinationIdentities);
    packet.participantIdentity = from.identity;
    packet.participantSid = from.sid;
    for (const other of this.participants.values()) {
      const isMeant = named.size === 0 || named.has(other.identity);
      if (other !== from && isMeant) other.end.deliver(packet);
    }
  }

  remove(participant: Participant, reason: DisconnectReason): void {
    if (!this.#has(participant)) return;
    const wasThere = participant.state === ParticipantInfo_State.ACTIVE;
    this.participants.delete(participant.identity);
    for (const track of participant.tracks.values()) {
      for (const other of this.participants.values()) other.end.unsubscribe(track);
      this.#tell({ ...this.#fact("track_unpublished", participant), track: track.info });
    }
    participant.tracks.clear();
    participant.state = ParticipantInfo_State.DISCONNECTED;
    const info = participant.info();
    info.disconnectReason = reason;
    this.#announce(participant, info);
    const event = wasThere ? "participant_left" : "participant_connection_aborted";
    this.#tell({ event, room: this.info(), participant: info });
    participant.end.leave(reason);
    if (this.participants.size === 0) this.#endIn(this.#settings.departureTimeout);
  }

  close(why: RoomEndReason, reason: DisconnectReason = DisconnectReason.ROOM_DELETED): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const participant of [...this.participants.values()]) this.remove(participant, reason);
    clearTimeout(this.#ending);
    this.#speakers.stop();
    this.#tell({ event: "room_finished", room: this.info(), roomEndReason: why });
    this.#closed();
  }

  #offer(listener: Participant, track: Track): void {
    if (listener === track.owner || track.owner.isHidden) return;
    if (listener.permission.canSubscribe) listener.end.subscribe(track);
  }

  /** How they are now, and how many there are. Nobody hears of one who is hidden. */
  #announce(participant: Participant, info: ParticipantInfo): void {
    const message: Outgoing = {
      case: "update",
      value: new ParticipantUpdate({ participants: [info] }),
    };
    if (participant.isHidden) participant.end.send(message);
    else this.#sendAll(message);
    this.#sendAll({ case: "roomUpdate", value: new RoomUpdate({ room: this.info() }) });
  }

  #visible(): Participant[] {
    return [...this.participants.values()].filter(({ isHidden }) => !isHidden);
  }

  #has(participant: Participant): boolean {
    return this.participants.get(participant.identity) === participant;
  }

  #sendAll(message: Outgoing): void {
    for (const { end } of this.participants.values()) end.send(message);
  }

  #fact(event: Fact["event"], participant: Participant): Fact {
    return { event, room: this.info(), participant: participant.info() };
  }

  #endIn(seconds: number): void {
    clearTimeout(this.#ending);
    if (this.#isClosed) return;
    this.#ending = setTimeout(
      () => this.close(RoomEndReason.ROOM_END_IDLE_TIMEOUT),
      seconds * 1000,
    ).unref();
  }
}
