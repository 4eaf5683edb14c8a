import type { MediaStreamTrack, RTCRtpTransceiver } from "werift";
import { onPacket } from "@/local/livekit/media/connection";
import type { Track } from "@/local/livekit/rooms/track";

type Arrived = { remote: MediaStreamTrack; transceiver: RTCRtpTransceiver };

/** What a browser sends: announced by signalling and described by its offer, in either order. */
export class Uplink {
  readonly #declared = new Map<string, Track>();
  readonly #arrived: Arrived[] = [];
  readonly #sending = new Map<RTCRtpTransceiver, Track>();
  readonly #published: (track: Track) => void;
  readonly #unpublished: (track: Track) => void;

  constructor(on: { published(track: Track): void; unpublished(track: Track): void }) {
    this.#published = on.published;
    this.#unpublished = on.unpublished;
  }

  declare(cid: string, track: Track): void {
    this.#declared.set(cid, track);
    this.#match();
  }

  arrive(remote: MediaStreamTrack, transceiver: RTCRtpTransceiver): void {
    this.#arrived.push({ remote, transceiver });
    this.#match();
  }

  /** After an offer: what is not sent any more is gone. */
  sift(): void {
    for (const [transceiver, track] of this.#sending) {
      // What the browser offers to do, as seen from here.
      const { offerDirection } = transceiver;
      if (offerDirection === "recvonly" || offerDirection === "sendrecv") continue;
      this.#sending.delete(transceiver);
      this.#unpublished(track);
    }
  }

  #match(): void {
    for (const arrived of [...this.#arrived]) {
      const { remote, transceiver } = arrived;
      // Some clients describe a track by another name than they announced it by.
      const cid = this.#declared.has(remote.id ?? "") ? remote.id : firstOf(this.#declared);
      const track = cid === undefined ? undefined : this.#declared.get(cid);
      if (cid === undefined || !track) continue;
      this.#declared.delete(cid);
      this.#arrived.splice(this.#arrived.indexOf(arrived), 1);
      this.#sending.set(transceiver, track);
      onPacket(remote, (packet, level) => track.play(packet, level));
      this.#published(track);
    }
  }
}

function firstOf(map: ReadonlyMap<string, unknown>): string | undefined {
  return map.keys().next().value;
}
