import { readFileSync } from "node:fs";
import { types } from "node:util";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { fromMulaw, toMulaw } from "@/lib/agent/codec/mulaw";

type Port = { onmessage(event: { data: Uint8Array }): void; postMessage(data: object): void };
type Processor = { port: Port; process(inputs: Float32Array[][], outputs: Float32Array[][]): true };

const sampleRate = 48_000;
const block = 128;

/** The processor of public/workers/line-sound.js, as an audio context runs it. */
function processor(tracks: number) {
  const posted: Record<string, unknown>[] = [];
  let made: (new (options: object) => Processor) | undefined;
  const context = {
    sampleRate,
    currentTime: 0,
    AudioWorkletProcessor: class {
      port = {
        onmessage: () => {},
        postMessage: (data: Record<string, unknown>) => posted.push(data),
      };
    },
    registerProcessor: (_: string, one: typeof made) => {
      made = one;
    },
  };
  runInNewContext(readFileSync("public/workers/line-sound.js", "utf8"), context);
  if (!made) throw new Error("Nothing was registered");
  const one = new made({ processorOptions: { tracks } });
  return {
    posted,
    /** Plays 20 ms of each track, and hears as long; gives what was played. */
    moment(sound: Uint8Array, microphone: Float32Array): Float32Array {
      one.port.onmessage({ data: sound });
      const played = new Float32Array(microphone.length);
      for (let at = 0; at < microphone.length; at += block) {
        const output = played.subarray(at, at + block);
        one.process([[microphone.subarray(at, at + block)]], [[output]]);
        context.currentTime += block / sampleRate;
      }
      return played;
    },
  };
}

/** So many seconds of a tone. */
const tone = (hertz: number, rate: number, seconds: number, loud = 0.5) =>
  Float32Array.from(
    { length: rate * seconds },
    (_, at) => loud * Math.sin((2 * Math.PI * hertz * at) / rate),
  );
const mulaw = (samples: Float32Array) => toMulaw(Int16Array.from(samples, (one) => one * 32_767));
const rms = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
/** By how often it goes up through zero. */
const hertzOf = (samples: Float32Array, rate: number) =>
  (samples.filter((one, at) => at > 0 && one >= 0 && (samples[at - 1] ?? 0) < 0).length * rate) /
  samples.length;

/** A second: the tracks' sound, and a microphone's. */
function second(tracks: Float32Array[], microphone: Float32Array) {
  const made = processor(tracks.length);
  const played: number[] = [];
  // 48 blocks are 128 ms, in which a line has 1,024 samples.
  for (let at = 0; at < 8_000; at += 1_024) {
    const sound = Buffer.concat(tracks.map((each) => mulaw(each.subarray(at, at + 1_024))));
    played.push(...made.moment(sound, microphone.subarray(at * 6, (at + 1_024) * 6)));
  }
  return { posted: made.posted, played: Float32Array.from(played.slice(4_800, 38_400)) };
}

const silence = new Float32Array(8_000);
const unheard = new Float32Array(49_152);

test("both tracks are played, at their pitch", () => {
  const one = second([tone(440, 8_000, 1), silence], unheard);
  expect(hertzOf(one.played, sampleRate)).toBeCloseTo(440, -1);
  expect(rms(one.played)).toBeCloseTo(0.35, 1);
  const other = second([silence, tone(600, 8_000, 1)], unheard);
  expect(hertzOf(other.played, sampleRate)).toBeCloseTo(600, -1);
  const levels = other.posted.flatMap((each) => (Array.isArray(each.levels) ? [each.levels] : []));
  const most = [0, 1].map((track) => Math.max(...levels.map((each) => each[track])));
  expect(most).toEqual([expect.closeTo(0, 2), expect.closeTo(0.35, 1)]);
});

test("a microphone becomes frames of 20 ms of the line, at its pitch", () => {
  const { posted } = second([silence], tone(440, sampleRate, 1.024));
  const frames = posted.flatMap(({ sound }) => (types.isArrayBuffer(sound) ? [sound] : []));
  expect(frames).toHaveLength(51);
  const bytes = frames.flatMap((each) => [...new Uint8Array(each)]);
  const heard = Float32Array.from(fromMulaw(Uint8Array.from(bytes)), (one) => one / 32_768);
  expect(hertzOf(heard, 8_000)).toBeCloseTo(440, -1);
  expect(rms(heard)).toBeCloseTo(0.35, 1);
});
