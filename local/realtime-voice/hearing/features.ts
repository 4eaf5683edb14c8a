/** What 10 ms of speech at 8 kHz sound like: cepstrum of the mel spectrum, and how it moves. */
export const HOP = 80;
const WINDOW = 200;
const POINTS = 256;
const BANDS = 22;
const COEFFICIENTS = 13;
export const SIZE = 2 * COEFFICIENTS;
const LOWEST_HERTZ = 150;
const HIGHEST_HERTZ = 3700;
const PRE_EMPHASIS = 0.95;
/** Below this energy of a band, differences are the line's noise. */
const FLOOR = 2e4;
/** Loudness tells words apart less than their sound does. */
const LOUDNESS_WEIGHT = 0.35;
const MOVEMENT_WEIGHT = 0.8;
/** Movement is measured from so many frames before to so many after. */
const REACH = 2;

const HAMMING = Float32Array.from(
  { length: WINDOW },
  (_, at) => 0.54 - 0.46 * Math.cos((2 * Math.PI * at) / (WINDOW - 1)),
);
const mel = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
const hertz = (mels: number) => 700 * (10 ** (mels / 2595) - 1);

/** Each band's first bin and the weights from there on. */
const FILTERS = Array.from({ length: BANDS }, (_, band) => {
  const step = (mel(HIGHEST_HERTZ) - mel(LOWEST_HERTZ)) / (BANDS + 1);
  const edge = (index: number) => (hertz(mel(LOWEST_HERTZ) + step * index) * POINTS) / 8000;
  const [low, middle, high] = [edge(band), edge(band + 1), edge(band + 2)];
  const first = Math.ceil(low);
  const weights = Float32Array.from({ length: Math.floor(high) - first + 1 }, (_, at) => {
    const bin = first + at;
    return bin <= middle ? (bin - low) / (middle - low) : (high - bin) / (high - middle);
  });
  return { first, weights };
});

const COSINES = Array.from({ length: COEFFICIENTS }, (_, index) => {
  const lifter = index === 0 ? LOUDNESS_WEIGHT : 1 + 0.35 * Math.sin((Math.PI * index) / 14);
  return Float32Array.from(
    { length: BANDS },
    (_, band) => Math.cos((Math.PI * index * (band + 0.5)) / BANDS) * Math.sqrt(2 / BANDS) * lifter,
  );
});

/** Makes frames of a stream of samples, each as soon as the two after it are there. */
export class Features {
  #samples = new Float32Array(0);
  #last = 0;
  #cepstra: Float32Array[] = [];

  push(samples: Int16Array): Float32Array[] {
    const all = new Float32Array(this.#samples.length + samples.length);
    all.set(this.#samples);
    for (let at = 0; at < samples.length; at++) {
      const sample = samples[at] ?? 0;
      all[this.#samples.length + at] = sample - PRE_EMPHASIS * this.#last;
      this.#last = sample;
    }
    const frames: Float32Array[] = [];
    let from = 0;
    for (; from + WINDOW <= all.length; from += HOP) {
      this.#cepstra.push(cepstrum(all, from));
      const frame = this.#frame();
      if (frame) frames.push(frame);
    }
    this.#samples = all.slice(from);
    return frames;
  }

  /** The cepstrum of the frame in the middle of the last five, and its movement. */
  #frame(): Float32Array | null {
    if (this.#cepstra.length <= REACH) return null;
    const newest = this.#cepstra.length - 1;
    const middle = this.#cepstra[newest - REACH] ?? new Float32Array(COEFFICIENTS);
    const before = this.#cepstra[Math.max(0, newest - 2 * REACH)] ?? middle;
    const after = this.#cepstra[newest] ?? middle;
    const frame = new Float32Array(SIZE);
    frame.set(middle);
    for (let at = 0; at < COEFFICIENTS; at++) {
      frame[COEFFICIENTS + at] = ((after[at] ?? 0) - (before[at] ?? 0)) * MOVEMENT_WEIGHT;
    }
    if (this.#cepstra.length > 2 * REACH) this.#cepstra.shift();
    return frame;
  }
}

/** All frames of a whole recording. */
export function featuresOf(samples: Int16Array): Float32Array[] {
  const padded = new Int16Array(samples.length + WINDOW + REACH * HOP);
  padded.set(samples);
  return new Features().push(padded);
}

const real = new Float32Array(POINTS);
const imaginary = new Float32Array(POINTS);
const logs = new Float32Array(BANDS);

function cepstrum(samples: Float32Array, from: number): Float32Array {
  real.fill(0);
  imaginary.fill(0);
  for (let at = 0; at < WINDOW; at++) real[at] = (samples[from + at] ?? 0) * (HAMMING[at] ?? 0);
  transform(real, imaginary);
  for (let band = 0; band < BANDS; band++) {
    const filter = FILTERS[band];
    if (!filter) continue;
    let sum = 0;
    for (let at = 0; at < filter.weights.length; at++) {
      const bin = filter.first + at;
      const power = (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2;
      sum += (filter.weights[at] ?? 0) * power;
    }
    logs[band] = Math.log(sum + FLOOR);
  }
  const out = new Float32Array(COEFFICIENTS);
  for (let index = 0; index < COEFFICIENTS; index++) {
    const cosines = COSINES[index] ?? logs;
    let sum = 0;
    for (let band = 0; band < BANDS; band++) sum += (cosines[band] ?? 0) * (logs[band] ?? 0);
    out[index] = sum;
  }
  return out;
}

const TURNS = Float32Array.from({ length: POINTS / 2 }, (_, at) =>
  Math.cos((2 * Math.PI * at) / POINTS),
);
const SIDES = Float32Array.from({ length: POINTS / 2 }, (_, at) =>
  Math.sin((-2 * Math.PI * at) / POINTS),
);

/** Fast Fourier transform in place (Cooley and Tukey, radix 2). */
function transform(re: Float32Array, im: Float32Array): void {
  for (let at = 1, other = 0; at < POINTS; at++) {
    let bit = POINTS >> 1;
    for (; other & bit; bit >>= 1) other ^= bit;
    other ^= bit;
    // The input is real: there is nothing to swap in the imaginary part.
    if (at < other) [re[at], re[other]] = [re[other] ?? 0, re[at] ?? 0];
  }
  for (let length = 2; length <= POINTS; length <<= 1) {
    const half = length >> 1;
    const step = POINTS / length;
    for (let from = 0; from < POINTS; from += length) {
      for (let at = 0; at < half; at++) {
        const cos = TURNS[at * step] ?? 0;
        const sin = SIDES[at * step] ?? 0;
        const low = from + at;
        const high = low + half;
        const [x, y] = [re[high] ?? 0, im[high] ?? 0];
        const [u, v] = [x * cos - y * sin, x * sin + y * cos];
        re[high] = (re[low] ?? 0) - u;
        im[high] = (im[low] ?? 0) - v;
        re[low] = (re[low] ?? 0) + u;
        im[low] = (im[low] ?? 0) + v;
      }
    }
  }
}
