import { expect, test } from "vitest";
import { fromMulaw, toMulaw } from "@/lib/agent/codec/mulaw";
import { Downsampler, Upsampler } from "@/lib/agent/codec/resample";

const tone = (hertz: number, rate: number, seconds = 0.5) =>
  Int16Array.from({ length: rate * seconds }, (_, index) =>
    Math.round(20_000 * Math.sin((2 * Math.PI * hertz * index) / rate)),
  );

/** How far everything but the tone itself is below it, in dB. */
function sinad(samples: Int16Array, hertz: number, rate: number): number {
  const steady = samples.slice(rate / 10, rate / 10 + (rate * 3) / 10);
  let [sines, cosines, power] = [0, 0, 0];
  for (const [index, value] of steady.entries()) {
    const angle = (2 * Math.PI * hertz * index) / rate;
    sines += value * Math.sin(angle);
    cosines += value * Math.cos(angle);
    power += value * value;
  }
  const own = (2 * (sines ** 2 + cosines ** 2)) / steady.length;
  return 10 * Math.log10(own / (power - own));
}

/** In pieces of 20 ms, as they come. */
function inPieces(samples: Int16Array, size: number, work: (piece: Int16Array) => Int16Array) {
  const out: number[] = [];
  for (let at = 0; at < samples.length; at += size) {
    out.push(...work(samples.subarray(at, at + size)));
  }
  return Int16Array.from(out);
}

test.each([300, 1_000, 2_000, 3_000, 3_400])(
  "a tone of %i Hz stays clean from 8 to 24 kHz",
  (hz) => {
    const up = new Upsampler();
    const out = inPieces(tone(hz, 8_000), 160, (piece) => up.add(piece));
    expect(out).toHaveLength(12_000);
    expect(sinad(out, hz, 24_000)).toBeGreaterThan(80);
  },
);

test.each([300, 1_000, 2_000, 3_000, 3_400])(
  "a tone of %i Hz stays clean from 24 to 8 kHz",
  (hz) => {
    const down = new Downsampler();
    const out = inPieces(tone(hz, 24_000), 500, (piece) => down.add(piece));
    expect(out).toHaveLength(4_000);
    expect(sinad(out, hz, 8_000)).toBeGreaterThan(80);
  },
);

test("what telephones cannot carry does not come back as another tone", () => {
  const down = new Downsampler();
  const out = down.add(tone(5_000, 24_000)).slice(800);
  expect(Math.max(...out.map(Math.abs))).toBeLessThan(5);
});

test("every byte of µ-law comes back from its sample", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  // Minus zero is zero.
  const again = toMulaw(fromMulaw(bytes)).map((byte) => (byte === 0x7f ? 0xff : byte));
  expect(again).toEqual(bytes.map((byte) => (byte === 0x7f ? 0xff : byte)));
});

test("silence is 0xff, and the loudest samples keep their sign", () => {
  expect([...toMulaw(Int16Array.of(0, 32_767, -32_768))]).toEqual([0xff, 0x80, 0x00]);
});
