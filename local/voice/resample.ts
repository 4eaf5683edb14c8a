/** The synthesiser's rate, and a phone line's. */
const FROM = 22_050;
const TO = 8000;
/** Their ratio in lowest terms. */
const UP = 160;
const DOWN = 441;
/** Passes what is below 3.6 kHz; 44 input samples to each side of an output sample. */
const CUTOFF = 3600 / FROM;
const REACH = 44;

/** A filter for each of the places an output sample can have between two input samples. */
const FILTERS = Array.from({ length: UP }, (_, phase) =>
  Float32Array.from({ length: 2 * REACH }, (_, tap) => {
    const distance = tap - REACH + 1 - phase / UP;
    const sinc =
      distance === 0
        ? 2 * CUTOFF
        : Math.sin(2 * Math.PI * CUTOFF * distance) / (Math.PI * distance);
    return sinc * blackman(distance / REACH);
  }),
);

/** From 22.05 kHz to 8 kHz. */
export function toPhoneRate(samples: Int16Array): Int16Array {
  const padded = new Float32Array(samples.length + 2 * REACH + 2);
  padded.set(samples, REACH);
  const out = new Int16Array(Math.floor((samples.length * TO) / FROM));
  for (let at = 0; at < out.length; at++) {
    const place = at * DOWN;
    const filter = FILTERS[place % UP] ?? new Float32Array();
    const first = Math.floor(place / UP) + 1;
    let sum = 0;
    for (let tap = 0; tap < 2 * REACH; tap++) {
      sum += (filter[tap] ?? 0) * (padded[first + tap] ?? 0);
    }
    out[at] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }
  return out;
}

/** 1 in the middle, 0 at -1 and 1. */
function blackman(x: number): number {
  if (Math.abs(x) >= 1) return 0;
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}
