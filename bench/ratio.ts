/** The middle of some numbers; of two middles the lower. Throws when there are none. */
export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error("no numbers");
  return middle;
}

/**
 * The smallest number that at least this share (0 to 1) of them does not exceed. Throws when there
 * are none.
 */
export function percentile(numbers: number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const found = sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)];
  if (found === undefined) throw new Error("no numbers");
  return found;
}

/**
 * Measures a thing and its floor in turn, as many rounds as told, the floor first in every other
 * one: the machine's moods hit both. Gives both medians and the median of the rounds' ratios (thing
 * over floor).
 */
export async function alternately(
  rounds: number,
  thing: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<{ thing: number; floor: number; ratio: number }> {
  const pairs: { thing: number; floor: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? await floor() : await thing();
    const second = round % 2 === 0 ? await thing() : await floor();
    pairs.push(round % 2 === 0 ? { floor: first, thing: second } : { thing: first, floor: second });
  }
  return {
    thing: median(pairs.map((pair) => pair.thing)),
    floor: median(pairs.map((pair) => pair.floor)),
    ratio: median(pairs.map((pair) => pair.thing / pair.floor)),
  };
}
