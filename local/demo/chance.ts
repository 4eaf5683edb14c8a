import { createHash } from "node:crypto";

export type Chance = {
  /** A number from 0 up to 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** One of the names, as often as its weight says. */
  weigh<Name extends string>(weights: Record<Name, number>): Name;
};

/** Hex digits that are the same for the same words: identifiers of the demo data. */
export function hexOf(words: string, length = 32): string {
  return createHash("sha256").update(`ringbook demo ${words}`).digest("hex").slice(0, length);
}

/** A UUID that is the same for the same words. */
export function uuidOf(words: string): string {
  const hex = hexOf(words);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}

/** Random numbers that are the same for the same seed (mulberry32). */
export function makeChance(seed: string): Chance {
  let state = Number.parseInt(hexOf(seed, 8), 16);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    weigh(weights) {
      let all = 0;
      for (const name in weights) all += weights[name];
      let left = next() * all;
      for (const name in weights) {
        left -= weights[name];
        if (left < 0) return name;
      }
      throw new Error("There is nothing to choose from");
    },
  };
}
