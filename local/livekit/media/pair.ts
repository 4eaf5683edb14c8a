import {
  SessionDescription,
  SignalTarget,
  TrackSubscribed,
  TrickleRequest,
} from "@livekit/protocol";
import type { RTCDataChannel, RTCPeerConnection } from "werift";
import { addCandidate, openConnection } from "@/local/livekit/media/connection";
import type { Media, MediaSide } from "@/local/livekit/media/media";
import { playOn } from "@/local/livekit/media/play-on";
import { Uplink } from "@/local/livekit/media/uplink";
import type { Track } from "@/local/livekit/rooms/track";

/** Two connections, as before: the browser offers what it sends, we offer what it hears. */
export class ConnectionPair implements Media {
  readonly #side: MediaSide;
  readonly #up: RTCPeerConnection;
  readonly #down: RTCPeerConnection;
  readonly #uplink: Uplink;
  readonly #reliable: RTCDataChannel;
  readonly #playing = new Map<Track, () => void>();
  #offers = 0;
  #isOffering = false;
  #isChanged = false;
  #isClosed = false;

  constructor(side: MediaSide) {
    this.#side = side;
    this.#uplink = new Uplink(side);
    const trickle = (target: SignalTarget) => (candidateInit: string) =>
      side.send({ case: "trickle", value: new TrickleRequest({ candidateInit, target }) });
    this.#up = openConnection({
      candidate: trickle(SignalTarget.PUBLISHER),
      connected: () => {},
      lost: () => {},
      track: (remote, transceiver) => this.#uplink.arrive(remote, transceiver),
      data: side.data,
    });
    // The browser waits for this one.
    this.#down = openConnection({ ...side, candidate: trickle(SignalTarget.SUBSCRIBER) });
    this.#reliable = this.#down.createDataChannel("_reliable", { ordered: true });
    this.#down.createDataChannel("_lossy", { ordered: false, maxRetransmits: 0 });
    queueMicrotask(() => this.#offer());
  }

  async takeOffer({ sdp, id }: SessionDescription): Promise<void> {
    await this.#up.setRemoteDescription({ type: "offer", sdp });
    this.#uplink.sift();
    await this.#up.setLocalDescription(await this.#up.createAnswer());
    const answer = { type: "answer", sdp: this.#up.localDescription?.sdp ?? "", id };
    this.#side.send({ case: "answer", value: new SessionDescription(answer) });
  }

  async takeAnswer({ sdp }: SessionDescription): Promise<void> {
    await this.#down.setRemoteDescription({ type: "answer", sdp });
    this.#isOffering = false;
    if (this.#isChanged) this.#offer();
  }

  async takeCandidate(init: string, target: SignalTarget): Promise<void> {
    const connection = target === SignalTarget.PUBLISHER ? this.#up : this.#down;
    await addCandidate(connection, init);
  }

  declare(cid: string, track: Track): void {
    this.#uplink.declare(cid, track);
  }

  hear(track: Track): void {
    const transceiver = this.#down.addTransceiver("audio", { direction: "sendonly" });
    this.#playing.set(track, playOn(transceiver, track));
    this.#offer();
    const subscribed = new TrackSubscribed({ trackSid: track.sid });
    track.owner.end.send({ case: "trackSubscribed", value: subscribed });
  }

  unhear(track: Track): void {
    this.#playing.get(track)?.();
    if (this.#playing.delete(track)) this.#offer();
  }

  deliver(packet: Uint8Array): void {
    if (this.#reliable.readyState === "open") this.#reliable.send(Buffer.from(packet));
  }

  close(): void {
    this.#isClosed = true;
    for (const stop of this.#playing.values()) stop();
    this.#up.close().catch(() => {});
    this.#down.close().catch(() => {});
  }

  /** One offer at a time; what changes meanwhile is in the next. */
  #offer(): void {
    this.#isChanged = this.#isOffering;
    if (this.#isOffering) return;
    this.#isOffering = true;
    this.#describe().catch((error: unknown) => {
      if (!this.#isClosed) console.error("livekit:", error);
    });
  }

  async #describe(): Promise<void> {
    await this.#down.setLocalDescription(await this.#down.createOffer());
    this.#offers++;
    const offer = { type: "offer", sdp: this.#down.localDescription?.sdp ?? "", id: this.#offers };
    this.#side.send({ case: "offer", value: new SessionDescription(offer) });
  }
}
