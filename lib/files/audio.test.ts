import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AudioProblem, readAudio } from "@/lib/files/audio";
import { maxBytes } from "@/lib/files/limits";
import { mp3Of, wavOf } from "@/tests/support/audio";

const text = (words: string) => Buffer.from(words.repeat(2_000));
const tag = (size: number) => {
  const sizes = [21, 14, 7, 0].map((bits) => (size >> bits) & 127);
  return Buffer.concat([Buffer.from("ID3\x04\x00\x00"), Buffer.from(sizes), Buffer.alloc(size)]);
};

/** A WAV's header with its format changed. */
async function wavAs(code: number, bits: number): Promise<Buffer> {
  const bytes = await wavOf(2);
  bytes.writeUInt16LE(code, 20);
  bytes.writeUInt16LE(bits, 34);
  return bytes;
}

describe("the length is that of the sound:", () => {
  test("a WAV's in one channel and two", async () => {
    expect(readAudio(await wavOf(7))).toEqual({ kind: "wav", seconds: 7 });
    expect(readAudio(await wavOf(7, 2))).toEqual({ kind: "wav", seconds: 7 });
  });

  test("an MP3's, with a tag before it and one behind it", async () => {
    const bytes = await mp3Of(7);
    const tagged = Buffer.concat([tag(3_000), bytes, Buffer.from("TAG".padEnd(128))]);
    for (const one of [bytes, tagged]) {
      expect(readAudio(one)).toEqual({ kind: "mp3", seconds: expect.closeTo(7, 0) });
    }
  });

  test("a WAV that was written without knowing its end has what is there", async () => {
    const bytes = await wavOf(3);
    bytes.writeUInt32LE(0xffffffff, 40);
    expect(readAudio(bytes)).toEqual({ kind: "wav", seconds: 3 });
  });

  test("mu-law in a WAV is one byte a sample", async () => {
    const bytes = await wavAs(7, 8);
    bytes.writeUInt32LE(8_000, 28);
    expect(readAudio(bytes)).toEqual({ kind: "wav", seconds: 4 });
  });
});

/** Slow sound: few bytes a second. */
async function wavOf360(): Promise<Buffer> {
  const bytes = await wavOf(90);
  bytes.writeUInt32LE(4_000, 28);
  return bytes;
}

test.each<[string, AudioProblem, () => Buffer | Promise<Buffer>]>([
  ["nothing", "empty", () => Buffer.alloc(0)],
  ["a text", "not_audio", () => text("This is no audio. ")],
  ["a text behind an MP3's tag", "not_audio", () => Buffer.concat([tag(10), text("No. ")])],
  ["a page", "not_audio", () => text("<!doctype html><p>")],
  ["zeros", "not_audio", () => Buffer.alloc(50_000)],
  ["a picture's beginning", "not_audio", () => Buffer.concat([Buffer.from("\x89PNG"), text("p")])],
  [
    "an MP3 that is mostly something else",
    "not_audio",
    async () => Buffer.concat([await mp3Of(2), text("x")]),
  ],
  ["a WAV without sound", "damaged", async () => (await wavOf(2)).subarray(0, 30)],
  ["a WAV that names no format", "damaged", () => Buffer.from("RIFF\x00\x00\x00\x00WAVEdata....")],
  ["a WAV of floats", "encoding", () => wavAs(3, 32)],
  ["a WAV of 24 bits", "encoding", () => wavAs(1, 24)],
  ["a WAV of ADPCM", "encoding", () => wavAs(2, 4)],
  ["a second less than half", "too_short", async () => (await wavOf(2)).subarray(0, 4_000)],
  ["six minutes", "too_long", () => wavOf360()],
  ["a large file", "too_large", () => Buffer.alloc(maxBytes + 1)],
])("%s is refused: %s", async (_, problem, bytes) => {
  expect(readAudio(await bytes())).toEqual({ problem });
});

test("whatever the bytes are, a file is read or refused, and nothing is thrown", async () => {
  const [wav, mp3] = [await wavOf(1), await mp3Of(1)];
  const anyChange = fc.record({
    of: fc.constantFrom(wav, mp3),
    at: fc.nat({ max: 60 }),
    bytes: fc.uint8Array({ maxLength: 12 }),
    cut: fc.nat({ max: 4_000 }),
  });
  fc.assert(
    fc.property(anyChange, ({ of, at, bytes, cut }) => {
      const changed = Buffer.from(of);
      changed.set(bytes, at);
      const read = readAudio(changed.subarray(0, changed.length - cut));
      if ("seconds" in read) expect(read.seconds).toBeGreaterThan(0);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      expect(readAudio(bytes)).toHaveProperty("problem");
    }),
  );
});
