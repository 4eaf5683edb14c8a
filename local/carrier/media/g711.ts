/** G.711 mu-law at 8 kHz, as WebRTC's PCMU (ITU-T G.711, section 3.2). */
const BIAS = 132;
const LOUDEST = 32_635;
/** A sample of silence. */
export const SILENCE = 0xff;

const SAMPLES = Int16Array.from({ length: 256 }, (_, byte) => decode(byte));

function decode(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = (((bits & 0x0f) * 8 + BIAS) << ((bits >> 4) & 7)) - BIAS;
  return bits & 0x80 ? -magnitude : magnitude;
}

function encode(sample: number): number {
  const magnitude = Math.min(LOUDEST, Math.abs(sample)) + BIAS;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}

/** Bytes of samples from -1 to 1. */
export function toG711(samples: Float32Array): Uint8Array {
  return Uint8Array.from(samples, (sample) =>
    encode(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767)),
  );
}

/** Bytes of 16-bit samples. */
export function toG711Bytes(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, encode);
}

/** The 16-bit samples of these bytes. */
export function fromG711(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => SAMPLES[byte] ?? 0);
}

/** Samples from -1 to 1 of these bytes. */
export function toSamples(bytes: Uint8Array): Float32Array {
  return Float32Array.from(bytes, (byte) => (SAMPLES[byte] ?? 0) / 32_768);
}

/** What several sounds of one length are together. */
export function mixed(frames: readonly Uint8Array[]): Uint8Array {
  const [first, ...others] = frames;
  if (!first || others.length === 0) return first ?? new Uint8Array();
  return first.map((byte, at) => {
    let sum = SAMPLES[byte] ?? 0;
    for (const other of others) sum += SAMPLES[other[at] ?? SILENCE] ?? 0;
    return encode(Math.max(-LOUDEST, Math.min(LOUDEST, sum)));
  });
}

/** The mean square of what these bytes sound like, 0 to 1. */
export function powerOf(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum += ((SAMPLES[byte] ?? 0) / 32_768) ** 2;
  return bytes.length === 0 ? 0 : sum / bytes.length;
}
