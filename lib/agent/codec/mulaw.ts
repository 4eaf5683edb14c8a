/** µ-law, 8 kHz, as telephones speak it: ITU-T G.711. */

const bias = 0x84;
const clip = 32_635;

/** What silence is in µ-law. */
export const silentByte = 0xff;

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), clip) + bias;
  const exponent = Math.max(0, 24 - Math.clz32(magnitude));
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

const decoded = Int16Array.from({ length: 256 }, (_, byte) => {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + bias) << ((bits >> 4) & 7)) - bias;
  return bits & 0x80 ? -magnitude : magnitude;
});

const encoded = Uint8Array.from({ length: 65_536 }, (_, index) => encodeSample(index - 32_768));

/** 16-bit samples of µ-law bytes. */
export function fromMulaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => decoded[byte] ?? 0);
}

export function toMulaw(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, (sample) => encoded[sample + 32_768] ?? silentByte);
}
