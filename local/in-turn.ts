/**
 * Does the work for each of the list, so many at a time, in the order given. Throws what the first
 * one threw.
 */
export async function inTurn<T>(
  atOnce: number,
  list: readonly T[],
  work: (each: T) => Promise<unknown>,
): Promise<void> {
  const waiting = list.values();
  const worker = async () => {
    for (const each of waiting) await work(each);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
