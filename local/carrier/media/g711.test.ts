import { expect, test } from "vitest";
import { powerOf, SILENCE, toG711 } from "@/local/carrier/media/g711";

test("a sample becomes the byte of the standard", () => {
  const bytes = toG711(Float32Array.from([0, 1, -1, 1000 / 32_767, -1000 / 32_767]));
  expect([...bytes]).toEqual([SILENCE, 0x80, 0x00, 0xce, 0x4e]);
});

test("the power of a sine is half the square of its height, of silence nothing", () => {
  const sine = Float32Array.from({ length: 800 }, (_, at) => 0.5 * Math.sin((at * Math.PI) / 9));
  expect(powerOf(toG711(sine))).toBeCloseTo(0.125, 2);
  expect(powerOf(new Uint8Array(160).fill(SILENCE))).toBe(0);
});
