import postgres from "postgres";

/** A client of one connection, as postgres.js makes it. */
type Client = Pick<postgres.Sql, "end">;

/** Whether the database refused a statement and the connection is still usable. */
export function isRefusal(error: unknown): boolean {
  return error instanceof postgres.PostgresError && !/^(08|57P)/.test(error.code);
}

type Waiter<C> = {
  /** Milliseconds since 1970. */
  until: number;
  resolve(sql: C): void;
  reject(reason: Error): void;
};

/**
 * At most `most` connections, one statement at a time each. Of the free ones the first that was
 * opened is taken: what its server process has in its caches serves the next statement, and the
 * rest time out. postgres.js alone takes the one that rested longest, and lets a statement queue
 * behind a slow one (docs/performance.md has the figures).
 *
 * A connection that broke in the middle of a write may never write again, and its client would wait
 * longer and longer before it
 * tries (https://github.com/porsager/postgres/issues/1154, /1208): after a break the next statement begins with a new client,
 * and what still runs on the others has five seconds to end.
 */
export class Connections<C extends Client> {
  readonly #most: number;
  readonly #open: () => C;
  /** In the order they were opened. */
  readonly #clients = new Set<C>();
  readonly #idle = new Set<C>();
  readonly #waiting: Waiter<C>[] = [];

  constructor(most: number, open: () => C) {
    this.#most = most;
    this.#open = open;
  }

  /**
   * Runs one statement as soon as a connection is free, in order of arrival. Throws what it throws,
   * or without starting it if no connection was free within `timeoutMs`.
   */
  async run<T>(
    statement: (sql: C) => Promise<T>,
    timeoutMs = Number.POSITIVE_INFINITY,
  ): Promise<T> {
    const sql = await this.#take(Date.now() + timeoutMs);
    try {
      return await statement(sql);
    } catch (error) {
      if (!isRefusal(error) && this.#clients.has(sql)) this.#startOver();
      throw error;
    } finally {
      if (this.#clients.has(sql)) this.#giveBack(sql);
    }
  }

  async #take(until: number): Promise<C> {
    for (const free of this.#clients) if (this.#idle.delete(free)) return free;
    if (this.#clients.size < this.#most) return this.#connect();
    return new Promise((resolve, reject) => this.#waiting.push({ until, resolve, reject }));
  }

  #connect(): C {
    const sql = this.#open();
    this.#clients.add(sql);
    return sql;
  }

  #startOver(): void {
    for (const sql of this.#clients) sql.end({ timeout: 5 }).catch(() => {});
    this.#clients.clear();
    this.#idle.clear();
    while (this.#clients.size < this.#most) {
      const next = this.#nextWaiter();
      if (!next) return;
      next.resolve(this.#connect());
    }
  }

  #giveBack(sql: C): void {
    const next = this.#nextWaiter();
    if (next) next.resolve(sql);
    else this.#idle.add(sql);
  }

  #nextWaiter(): Waiter<C> | undefined {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      if (next.until > Date.now()) return next;
      next.reject(new Error("no connection became free in time"));
    }
    return undefined;
  }
}
