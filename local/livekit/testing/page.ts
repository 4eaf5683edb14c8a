import {
  DisconnectReason,
  type RemoteParticipant,
  type RemoteTrack,
  Room,
  RoomEvent,
  Track,
} from "livekit-client";

/** A room as a page of the app would use it: LiveKit's own library, and what is heard by it. */
class Ears {
  readonly room: Room;
  readonly said: string[] = [];
  readonly #analysers = new Map<string, AnalyserNode>();
  readonly #context = new AudioContext();

  constructor(hasOneConnection: boolean) {
    this.room = new Room({ singlePeerConnection: hasOneConnection });
    this.room
      .on(RoomEvent.TrackSubscribed, (track, _, who) => this.#listen(track, who))
      .on(RoomEvent.ParticipantConnected, (who) => this.#note("came", who))
      .on(RoomEvent.ParticipantDisconnected, (who) => this.#note("left", who))
      .on(RoomEvent.TrackMuted, (_, who) => this.#note("muted", who))
      .on(RoomEvent.TrackUnmuted, (_, who) => this.#note("unmuted", who))
      .on(RoomEvent.SipDTMFReceived, ({ digit }, who) => {
        if (who) this.#note(`key ${digit} of`, who);
      })
      .on(RoomEvent.Reconnecting, () => this.said.push("reconnecting"))
      .on(RoomEvent.Reconnected, () => this.said.push("reconnected"))
      .on(RoomEvent.Disconnected, (why) => this.said.push(`ended ${DisconnectReason[why ?? 0]}`));
  }

  /** Joins; with a frequency, it says that tone from then on. */
  async join(url: string, token: string, hertz?: number): Promise<void> {
    await this.room.connect(url, token, { maxRetries: 0 });
    if (hertz === undefined) return;
    const tone = this.#context.createOscillator();
    const sink = this.#context.createMediaStreamDestination();
    tone.frequency.value = hertz;
    tone.connect(sink);
    tone.start();
    const [track] = sink.stream.getAudioTracks();
    if (!track) throw new Error("There is no tone");
    const source = Track.Source.Microphone;
    await this.room.localParticipant.publishTrack(track, { source, dtx: false });
  }

  /** How loud the frequency is that this participant sends. */
  loudness(identity: string, hertz: number): number {
    const analyser = this.#analysers.get(identity);
    if (!analyser) return 0;
    const decibels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(decibels);
    const bin = Math.round((hertz * analyser.fftSize) / this.#context.sampleRate);
    return 10 ** (Math.max(...decibels.slice(bin - 1, bin + 2)) / 20);
  }

  who(): string[] {
    return [...this.room.remoteParticipants.values()].map(({ identity }) => identity).toSorted();
  }

  speaking(): string[] {
    return this.room.activeSpeakers.map(({ identity }) => identity).toSorted();
  }

  #note(what: string, { identity }: { identity: string }): void {
    this.said.push(`${what} ${identity}`);
  }

  #listen(track: RemoteTrack, who: RemoteParticipant): void {
    document.body.append(track.attach());
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 2048;
    const stream = new MediaStream([track.mediaStreamTrack]);
    this.#context.createMediaStreamSource(stream).connect(analyser);
    this.#analysers.set(who.identity, analyser);
    void this.#context.resume();
  }
}

declare global {
  interface Window {
    makeEars(hasOneConnection: boolean): Ears;
    ears: Ears;
  }
}

window.makeEars = (hasOneConnection) => {
  window.ears = new Ears(hasOneConnection);
  return window.ears;
};
