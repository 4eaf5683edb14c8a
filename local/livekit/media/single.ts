import {
  MediaSectionsRequirement,
  SessionDescription,
  SignalTarget,
  TrackSubscribed,
  TrickleRequest,
} from "@livekit/protocol";
import type { RTCDataChannel, RTCPeerConnection, RTCRtpTransceiver } from "werift";
import { addCandidate, openConnection } from "@/local/livekit/media/connection";
import type { Media, MediaSide } from "@/local/livekit/media/media";
import { playOn } from "@/local/livekit/media/play-on";
import { Uplink } from "@/local/livekit/media/uplink";
import type { Track } from "@/local/livekit/rooms/track";

/**
 * One connection both ways. Only the browser offers: what it is to hear goes into sections that it
 * has offered to receive, and it is asked for more of them.
 */
export class SingleConnection implements Media {
  readonly #side: MediaSide;
  readonly #connection: RTCPeerConnection;
  readonly #uplink: Uplink;
  readonly #waiting = new Set<Track>();
  /** Of those that the browser opens, both ways. */
  #reliable: RTCDataChannel | undefined;
  readonly #playing = new Map<RTCRtpTransceiver, { track: Track; stop: () => void }>();

  constructor(side: MediaSide) {
    this.#side = side;
    this.#uplink = new Uplink(side);
    this.#connection = openConnection({
      ...side,
      candidate: (candidateInit) =>
        side.send({
          case: "trickle",
          value: new TrickleRequest({ candidateInit, target: SignalTarget.PUBLISHER }),
        }),
      opened: (channel) => {
        if (channel.label === "_reliable") this.#reliable = channel;
      },
      track: (remote, transceiver) => this.#uplink.arrive(remote, transceiver),
    });
  }

  async takeOffer({ sdp, id }: SessionDescription): Promise<void> {
    await this.#connection.setRemoteDescription({ type: "offer", sdp });
    this.#uplink.sift();
    this.#fill();
    await this.#connection.setLocalDescription(await this.#connection.createAnswer());
    this.#side.send({
      case: "answer",
      value: new SessionDescription({
        type: "answer",
        sdp: this.#connection.localDescription?.sdp ?? "",
        id,
        midToTrackId: Object.fromEntries(
          [...this.#playing].map(([{ mid }, { track }]) => [mid ?? "", track.sid]),
        ),
      }),
    });
    if (this.#waiting.size > 0) this.#ask();
  }

  async takeAnswer(): Promise<void> {}

  async takeCandidate(init: string): Promise<void> {
    await addCandidate(this.#connection, init);
  }

  declare(cid: string, track: Track): void {
    this.#uplink.declare(cid, track);
  }

  hear(track: Track): void {
    this.#waiting.add(track);
    // Before its first offer it is still to say what it can receive.
    if (this.#connection.remoteDescription) this.#ask();
  }

  unhear(track: Track): void {
    this.#waiting.delete(track);
    for (const [transceiver, playing] of this.#playing) {
      if (playing.track !== track) continue;
      playing.stop();
      this.#playing.delete(transceiver);
      this.#ask();
    }
  }

  deliver(packet: Uint8Array): void {
    if (this.#reliable?.readyState === "open") this.#reliable.send(Buffer.from(packet));
  }

  close(): void {
    for (const { stop } of this.#playing.values()) stop();
    this.#connection.close().catch(() => {});
  }

  /** What the browser has offered to receive, which is sending as seen from here. */
  #free(): RTCRtpTransceiver[] {
    return this.#connection
      .getTransceivers()
      .filter(
        (transceiver) =>
          transceiver.offerDirection === "sendonly" && !this.#playing.has(transceiver),
      );
  }

  #fill(): void {
    for (const transceiver of this.#free()) {
      const [track] = transceiver.kind === "audio" ? this.#waiting : [];
      if (!track) {
        transceiver.setDirection("inactive");
        continue;
      }
      this.#waiting.delete(track);
      this.#playing.set(transceiver, { track, stop: playOn(transceiver, track) });
      const subscribed = new TrackSubscribed({ trackSid: track.sid });
      track.owner.end.send({ case: "trackSubscribed", value: subscribed });
    }
  }

  /** The browser offers anew, with so many more sections than it has. */
  #ask(): void {
    const free = this.#free().filter(({ kind }) => kind === "audio").length;
    const numAudios = Math.max(0, this.#waiting.size - free);
    this.#side.send({
      case: "mediaSectionsRequirement",
      value: new MediaSectionsRequirement({ numAudios, numVideos: 0 }),
    });
  }
}
