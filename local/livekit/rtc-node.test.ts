import {
  AudioFrame,
  AudioSource,
  AudioStream,
  dispose,
  LocalAudioTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
} from "@livekit/rtc-node";
import { afterAll, expect, test } from "vitest";
import { toneLevel } from "@/local/carrier/testing/ears";
import { type OpenProject, openProject } from "@/local/livekit/testing/project";

const RATE = 8000;
const FRAME = RATE / 100;

afterAll(async () => await dispose());

/** LiveKit's client of another language, in Node: says a tone and keeps what it hears. */
class Person implements AsyncDisposable {
  readonly room = new Room();
  readonly heard: number[] = [];
  readonly left: string[] = [];
  #isOver = false;
  #speaking: Promise<void> = Promise.resolve();

  static async join(open: OpenProject, identity: string, hertz: number): Promise<Person> {
    const person = new Person();
    person.room.on(RoomEvent.TrackSubscribed, (track) => void person.#listen(track));
    person.room.on(RoomEvent.ParticipantDisconnected, (who) => person.left.push(who.identity));
    const token = await open.token(identity, { roomJoin: true, room: "talk" });
    await person.room.connect(open.project.url, token, { autoSubscribe: true, dynacast: false });
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
      this.heard.splice(0, this.heard.length - RATE);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#speaking.catch(() => {});
    await this.room.disconnect();
  }
}

test("LiveKit's own client in Node hears and is heard, and sees who comes and goes", async () => {
  await using open = await openProject();
  await using ana = await Person.join(open, "ana", 500);
  const ben = await Person.join(open, "ben", 1000);
  await expect.poll(() => ana.levelAt(1000)).toBeGreaterThan(0.05);
  await expect.poll(() => ben.levelAt(500)).toBeGreaterThan(0.05);
  expect(ana.levelAt(500)).toBeLessThan(0.02);
  expect([...ana.room.remoteParticipants.keys()]).toEqual(["ben"]);
  await ben[Symbol.asyncDispose]();
  await expect.poll(() => ana.left).toEqual(["ben"]);
});
