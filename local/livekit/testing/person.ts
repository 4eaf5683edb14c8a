import {
  AudioFrame,
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
} from "@livekit/rtc-node";
import { toneLevel } from "@/local/carrier/testing/ears";

const RATE = 8000;
const FRAME = RATE / 100;

/**
 * LiveKit's client of another language, in Node: says a tone and keeps what it hears. The library
 * is not ended after a test file: others of the same process could not begin with it again.
 */
export class Person implements AsyncDisposable {
  readonly room = new Room();
  readonly heard: number[] = [];
  /** How much has been heard in all. */
  samples = 0;
  readonly left: string[] = [];
  #isOver = false;
  #speaking: Promise<void> = Promise.resolve();

  /** With a token that allows no sound of their own. */
  static async listen(url: string, token: string): Promise<Person> {
    const person = new Person();
    person.room.on(RoomEvent.TrackSubscribed, (track) => void person.#listen(track));
    person.room.on(RoomEvent.ParticipantDisconnected, (who) => person.left.push(who.identity));
    await person.room.connect(url, token, { autoSubscribe: true, dynacast: false });
    return person;
  }

  static async join(url: string, token: string, hertz: number): Promise<Person> {
    const person = await Person.listen(url, token);
    const source = new AudioSource(RATE, 1);
    const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE });
    const track = LocalAudioTrack.createAudioTrack("microphone", source);
    await person.room.localParticipant?.publishTrack(track, options);
    person.#speaking = person.#speak(source, hertz);
    return person;
  }

  /** How loud a tone was in the last half second. */
  levelAt(hertz: number): number {
    return toneLevel(this.heard.slice(-RATE / 2), hertz);
  }

  async #speak(source: AudioSource, hertz: number): Promise<void> {
    for (let at = 0; !this.#isOver; at += FRAME) {
      const samples = Int16Array.from({ length: FRAME }, (_, index) =>
        Math.round(8000 * Math.sin((2 * Math.PI * hertz * (at + index)) / RATE)),
      );
      await source.captureFrame(new AudioFrame(samples, RATE, 1, FRAME));
    }
  }

  async #listen(track: ConstructorParameters<typeof AudioStream>[0]): Promise<void> {
    const reader = new AudioStream(track, RATE, 1).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      this.heard.push(...Array.from(next.value.data, (sample) => sample / 32_768));
      this.samples += next.value.data.length;
      this.heard.splice(0, this.heard.length - RATE);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#speaking.catch(() => {});
    await this.room.disconnect();
  }
}
