import {
  type AddTrackRequest,
  DataPacket,
  DisconnectReason,
  LeaveRequest,
  LeaveRequest_Action,
  Pong,
  RequestResponse,
  RequestResponse_Reason,
  SignalRequest,
  SignalResponse,
  TrackPublishedResponse,
  TrackType,
  type UpdateParticipantMetadata,
} from "@livekit/protocol";
import type { WebSocket } from "ws";
import type { Media, MediaSide } from "@/local/livekit/media/media";
import type { End, Outgoing, Participant } from "@/local/livekit/rooms/participant";
import type { Room } from "@/local/livekit/rooms/room";
import { Track } from "@/local/livekit/rooms/track";

/** So long a browser whose socket is lost may still be heard. */
const LOST_MS = 15_000;
/** The same once nothing comes from it any more. */
const SILENT_MS = 2000;
const CLOSE_MS = 200;

/** A browser in a room: its socket, by LiveKit's signalling, and its sound. */
export class Session implements End {
  readonly #socket: WebSocket;
  readonly #self: Participant;
  readonly #room: Room;
  readonly #media: Media;
  #queue = Promise.resolve();
  #lost: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(
    self: Participant,
    { room, socket, openMedia }: { room: Room; socket: WebSocket; openMedia: OpenMedia },
  ) {
    this.#self = self;
    this.#room = room;
    this.#socket = socket;
    this.#media = openMedia({
      send: (message) => this.send(message),
      published: (track) => this.#published(track),
      unpublished: (track) => room.unpublish(track),
      data: (packet) => this.#passOn(packet),
      connected: () => room.activate(self),
      lost: () => this.#silent(),
    });
    socket.on("message", (data, isBinary) => {
      if (isBinary && Buffer.isBuffer(data)) this.#receive(data);
    });
    socket.on("close", () => this.#goneIn(LOST_MS));
    socket.on("error", () => socket.terminate());
  }

  send(message: Outgoing): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(new SignalResponse({ message }).toBinary());
  }

  subscribe(track: Track): void {
    if (!this.#isOver) this.#media.hear(track);
  }

  unsubscribe(track: Track): void {
    this.#media.unhear(track);
  }

  deliver(packet: DataPacket): void {
    this.#media.deliver(packet.toBinary());
  }

  leave(reason: DisconnectReason): void {
    this.#isOver = true;
    clearTimeout(this.#lost);
    const action = LeaveRequest_Action.DISCONNECT;
    this.send({ case: "leave", value: new LeaveRequest({ action, reason }) });
    this.#media.close();
    this.#socket.close(1000);
    setTimeout(() => this.#socket.terminate(), CLOSE_MS).unref();
  }

  cut(): void {
    this.#socket.terminate();
  }

  /** One after the other: an offer may take a while to be answered. */
  handle(message: SignalRequest["message"]): void {
    this.#queue = this.#queue.then(async () => {
      try {
        if (!this.#isOver) await this.#handle(message);
      } catch (error) {
        // One browser's message must not take the other rooms with it.
        console.error("livekit:", error);
      }
    });
  }

  #receive(data: Buffer): void {
    let request: SignalRequest;
    try {
      request = SignalRequest.fromBinary(new Uint8Array(data));
    } catch {
      this.#socket.close(1003);
      return;
    }
    this.handle(request.message);
  }

  async #handle(message: SignalRequest["message"]): Promise<void> {
    switch (message.case) {
      case "offer":
        await this.#media.takeOffer(message.value);
        break;
      case "answer":
        await this.#media.takeAnswer(message.value);
        break;
      case "trickle":
        await this.#media.takeCandidate(message.value.candidateInit, message.value.target);
        break;
      case "addTrack":
        this.#addTrack(message.value);
        break;
      case "mute":
        this.#mute(message.value.sid, message.value.muted);
        break;
      case "subscription":
        this.#choose(message.value.trackSids, message.value.subscribe);
        break;
      case "updateMetadata":
        this.#updateMetadata(message.value);
        break;
      case "leave":
        this.#room.remove(this.#self, DisconnectReason.CLIENT_INITIATED);
        break;
      case "ping":
        this.send({ case: "pong", value: BigInt(Date.now()) });
        break;
      case "pingReq": {
        const lastPingTimestamp = message.value.timestamp;
        const timestamp = BigInt(Date.now());
        this.send({ case: "pongResp", value: new Pong({ lastPingTimestamp, timestamp }) });
      }
    }
  }

  #addTrack(request: AddTrackRequest): void {
    const { cid, source, name, muted } = request;
    const asked = { case: "addTrack" as const, value: request };
    if (!this.#self.mayPublish(source)) {
      this.#refuse(RequestResponse_Reason.NOT_ALLOWED, "does not have permission", asked);
    } else if (request.type !== TrackType.AUDIO) {
      this.#refuse(RequestResponse_Reason.UNSUPPORTED_TYPE, "only audio is carried", asked);
    } else {
      const track = new Track(this.#self, { source, name, muted });
      const { info } = track;
      this.send({
        case: "trackPublished",
        value: new TrackPublishedResponse({ cid, track: info }),
      });
      this.#media.declare(cid, track);
    }
  }

  #passOn(bytes: Uint8Array): void {
    if (this.#isOver) return;
    try {
      this.#room.deliver(this.#self, DataPacket.fromBinary(bytes));
    } catch (error) {
      console.error("livekit:", error);
    }
  }

  #published(track: Track): void {
    if (this.#isOver || !this.#self.mayPublish(track.info.source)) return;
    this.#room.publish(track);
  }

  #mute(sid: string, muted: boolean): void {
    const track = this.#self.tracks.get(sid);
    if (!track) return;
    track.info.muted = muted;
    this.#room.update(this.#self);
  }

  #choose(trackSids: string[], isWanted: boolean): void {
    for (const { tracks } of this.#room.othersOf(this.#self)) {
      for (const track of tracks.values()) {
        if (!trackSids.includes(track.sid)) continue;
        this.#media.unhear(track);
        if (isWanted && this.#self.permission.canSubscribe) this.#media.hear(track);
      }
    }
  }

  #updateMetadata(request: UpdateParticipantMetadata): void {
    const { requestId, name, metadata, attributes } = request;
    if (!this.#self.permission.canUpdateMetadata) {
      const asked = { case: "updateMetadata" as const, value: request };
      const message = "does not have permission to update own metadata";
      this.#refuse(RequestResponse_Reason.NOT_ALLOWED, message, asked, requestId);
      return;
    }
    if (name) this.#self.name = name;
    if (metadata) this.#self.metadata = metadata;
    Object.assign(this.#self.attributes, attributes);
    this.#room.update(this.#self);
  }

  #refuse(
    reason: RequestResponse_Reason,
    message: string,
    request: RequestResponse["request"],
    requestId = 0,
  ): void {
    const value = new RequestResponse({ requestId, reason, message, request });
    this.send({ case: "requestResponse", value });
  }

  #silent(): void {
    if (this.#socket.readyState !== this.#socket.OPEN) this.#goneIn(SILENT_MS);
  }

  #goneIn(ms: number): void {
    if (this.#isOver) return;
    clearTimeout(this.#lost);
    this.#lost = setTimeout(
      () => this.#room.remove(this.#self, DisconnectReason.SIGNAL_CLOSE),
      ms,
    ).unref();
  }
}

export type OpenMedia = (side: MediaSide) => Media;
