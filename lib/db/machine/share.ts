import { onConnection, runStatement, type Statement } from "@/lib/db/machine/connection";

/** More per transaction would save little, and the first would wait for the last. */
const maxTogether = 8;

type Sharing<T> = {
  alone(thing: T): Statement;
  /** One row for each, in this order. */
  together(things: T[]): Statement;
  /** The order in which they lock, so that two statements of several seldom deadlock. */
  compare(one: T, other: T): number;
};

type Waiting<T> = { thing: T; resolve(result: unknown): void; reject(reason: unknown): void };

/**
 * Makes a queue of things to record. Those that arrive together, or while all connections are busy,
 * share a statement, up to eight, so that a burst shares round trips and flushes. If the statement
 * fails, nothing of it is stored and each is recorded alone. Whoever is queued gets what its
 * statement returns for it; throws as `runStatement`. `timeoutMs` is how long it may wait for a
 * connection.
 */
export function shareStatements<T>({ alone, together, compare }: Sharing<T>) {
  /** In order of arrival; each has a turn of its own that has not started. */
  const waiting: Waiting<T>[] = [];

  /** Removes it from the queue; empty if another turn has taken it. */
  function withdraw(own: Waiting<T>): Waiting<T>[] {
    const at = waiting.indexOf(own);
    return at < 0 ? [] : waiting.splice(at, 1);
  }

  const statementOf = (taken: Waiting<T>[], own: Waiting<T>): Statement =>
    taken.length > 1 ? together(taken.map(({ thing }) => thing)) : alone(own.thing);

  /**
   * Each queues for a connection. Whoever gets one records up to eight of the queue, and has
   * nothing to do if its own was recorded by another.
   */
  async function takeTurn(own: Waiting<T>, timeoutMs: number | undefined): Promise<void> {
    let taken: Waiting<T>[] = [];
    try {
      await onConnection(async (sql) => {
        taken = withdraw(own);
        if (taken.length === 0) return;
        taken.push(...waiting.splice(0, maxTogether - 1));
        taken.sort((one, other) => compare(one.thing, other.thing));
        const rows = await statementOf(taken, own)(sql);
        for (const [index, one] of taken.entries()) one.resolve(rows[index]?.result ?? null);
      }, timeoutMs);
    } catch (error) {
      if (taken.length > 1) {
        for (const one of taken) runStatement(alone(one.thing)).then(one.resolve, one.reject);
      } else {
        // No connection: nothing was taken, and this must not be recorded by another turn.
        for (const one of [...taken, ...withdraw(own)]) one.reject(error);
      }
    }
  }

  return (thing: T, timeoutMs?: number): Promise<unknown> => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const own = { thing, resolve, reject };
    waiting.push(own);
    void takeTurn(own, timeoutMs);
    return promise;
  };
}
