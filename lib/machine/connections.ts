import postgres from "postgres";

type Connection = { sql: postgres.Sql; generation: number };

/**
 * At most `most` connections, one statement at a time each. The one that was used last is taken first: what its server process
 * has in its caches serves the next statement, and the rest time out. postgres.js alone takes the one that rested longest, and
 * lets a statement queue behind a slow one (docs/performance.md has the figures).
 *
 * A connection that broke in the middle of a write may never write again, and its client would wait longer and longer before it
 * tries (https://github.com/porsager/postgres/issues/1154, /1208): after a break every statement begins with a new client.
 */
export class Connections {
  readonly #most: number;
  /** Gives a client of one connection. */
  readonly #open: () => postgres.Sql;
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];
  #count = 0;
  #generation = 0;

  constructor(most: number, open: () => postgres.Sql) {
    this.#most = most;
    this.#open = open;
  }

  /** Runs one statement as soon as a connection is free, in the order asked. Throws what it throws. */
  async run<T>(statement: (sql: postgres.Sql) => Promise<T>): Promise<T> {
    const connection = await this.#take();
    try {
      return await statement(connection.sql);
    } catch (error) {
      const broke = !(error instanceof postgres.PostgresError);
      if (broke && connection.generation === this.#generation) this.#startAnew();
      throw error;
    } finally {
      this.#giveBack(connection);
    }
  }

  async #take(): Promise<Connection> {
    const free = this.#idle.pop();
    if (free) return free;
    if (this.#count < this.#most) {
      this.#count += 1;
      return this.#connect();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #connect(): Connection {
    return { sql: this.#open(), generation: this.#generation };
  }

  #startAnew(): void {
    this.#generation += 1;
    for (const connection of this.#idle.splice(0)) this.#drop(connection);
  }

  #drop({ sql }: Connection): void {
    this.#count -= 1;
    sql.end({ timeout: 5 }).catch(() => {});
  }

  #giveBack(connection: Connection): void {
    let usable = connection;
    if (connection.generation !== this.#generation) {
      this.#drop(connection);
      if (this.#waiting.length === 0) return;
      this.#count += 1;
      usable = this.#connect();
    }
    const next = this.#waiting.shift();
    if (next) next(usable);
    else this.#idle.push(usable);
  }
}
