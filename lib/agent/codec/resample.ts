/** Telephones have 8,000 samples a second, providers without G.711 have 24,000. */
const factor = 3;
/** Taps of each phase: enough that nothing above 4 kHz comes back below it. */
const taps = 48;
const length = taps * factor;
/** In parts of 24 kHz: flat as far as 3.6 kHz, silent from 4.1 kHz on. */
const cutoff = 3_850 / 24_000;
/** Of the Kaiser window: 90 dB and more beside the band. */
const beta = 9.5;

function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 40; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** A low-pass filter whose coefficients add up to one. */
const filter = (() => {
  const middle = (length - 1) / 2;
  const raw = Float64Array.from({ length }, (_, index) => {
    const place = (index - middle) / middle;
    const window = bessel(beta * Math.sqrt(Math.max(0, 1 - place * place))) / bessel(beta);
    return sinc(2 * cutoff * (index - middle)) * window;
  });
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => value / sum);
})();

/** The coefficients of each phase, in the order in which past samples are read. */
const phases = Array.from({ length: factor }, (_, phase) =>
  Float64Array.from({ length: taps }, (_, tap) => (filter[tap * factor + phase] ?? 0) * factor),
);

const clamp = (value: number) => Math.max(-32_768, Math.min(32_767, Math.round(value)));

/** From 8 to 24 kHz, a piece after the other: each continues where the last one ended. */
export class Upsampler {
  private past = new Float64Array(taps);

  add(samples: Int16Array): Int16Array {
    const all = new Float64Array(taps + samples.length);
    all.set(this.past);
    all.set(samples, taps);
    const out = new Int16Array(samples.length * factor);
    for (let index = 0; index < samples.length; index += 1) {
      for (let phase = 0; phase < factor; phase += 1) {
        const coefficients = phases[phase] ?? filter;
        let sum = 0;
        for (let tap = 0; tap < taps; tap += 1) {
          sum += (coefficients[tap] ?? 0) * (all[taps + index - tap] ?? 0);
        }
        out[index * factor + phase] = clamp(sum);
      }
    }
    this.past = all.slice(-taps);
    return out;
  }
}

/** From 24 to 8 kHz, a piece after the other; what is left of one belongs to the next. */
export class Downsampler {
  private past = new Float64Array(length);
  /** The first sample of the next piece that is kept. */
  private offset = 0;

  add(samples: Int16Array): Int16Array {
    const all = new Float64Array(length + samples.length);
    all.set(this.past);
    all.set(samples, length);
    const count = Math.max(0, Math.ceil((samples.length - this.offset) / factor));
    const out = new Int16Array(count);
    for (let index = 0; index < count; index += 1) {
      const at = length + this.offset + index * factor;
      let sum = 0;
      for (let tap = 0; tap < length; tap += 1) sum += (filter[tap] ?? 0) * (all[at - tap] ?? 0);
      out[index] = clamp(sum);
    }
    this.offset += count * factor - samples.length;
    this.past = all.slice(-length);
    return out;
  }
}
