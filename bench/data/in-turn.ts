/**
 * Does all of the work, that many pieces at a time, in the order given. Throws what the first piece
 * threw.
 */
export async function inTurn(atOnce: number, pieces: (() => Promise<unknown>)[]): Promise<void> {
  const waiting = [...pieces];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
