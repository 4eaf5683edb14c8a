import postgres from "postgres";
import { describe, expect, test } from "vitest";
import { Connections } from "@/lib/db/machine/connections";

/** Clients, each with its number, that talk to nobody. */
function numberedClients() {
  const ended: number[] = [];
  let opened = 0;
  const open = () => {
    opened += 1;
    const number = opened;
    const end = async () => {
      ended.push(number);
    };
    return { number, end };
  };
  return { ended, open };
}

type Numbered = ReturnType<ReturnType<typeof numberedClients>["open"]>;

/**
 * Starts a statement; `end` and `fail` end it, `on` is the number of its client once it has begun.
 */
function begin(connections: Connections<Numbered>, timeoutMs?: number) {
  const ending = Promise.withResolvers<void>();
  const began = Promise.withResolvers<number>();
  const done = connections.run(async (sql) => {
    began.resolve(sql.number);
    await ending.promise;
  }, timeoutMs);
  done.catch(() => {});
  return { on: began.promise, done, end: ending.resolve, fail: ending.reject };
}

describe("connections to the database", () => {
  test("takes the one that was opened first, so that few are used when few are needed", async () => {
    const { open } = numberedClients();
    const connections = new Connections(3, open);
    const [first, second] = [begin(connections), begin(connections)];
    first.end();
    await first.done;
    second.end();
    await second.done;
    for (let times = 0; times < 3; times += 1) {
      expect(await connections.run(async (sql) => sql.number)).toBe(1);
    }
  });

  test("runs no more at once than allowed, and the rest in the order asked", async () => {
    const { open } = numberedClients();
    const connections = new Connections(1, open);
    const order: string[] = [];
    const running = begin(connections);
    const later = ["second", "third"].map((name) =>
      connections.run(async () => {
        order.push(name);
      }),
    );
    await running.on;
    expect(order).toEqual([]);
    running.end();
    await Promise.all(later);
    expect(order).toEqual(["second", "third"]);
  });

  test("goes on with its connection after an answer that the statement is refused", async () => {
    const { ended, open } = numberedClients();
    const connections = new Connections(1, open);
    const refusal = new postgres.PostgresError("refused" as never);
    await expect(connections.run(() => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(await connections.run(async (sql) => sql.number)).toBe(1);
    expect(ended).toEqual([]);
  });

  test("begins with new clients after a break, whoever rested or still runs", async () => {
    const { ended, open } = numberedClients();
    const connections = new Connections(3, open);
    const [breaking, running, resting] = [1, 2, 3].map(() => begin(connections));
    resting?.end();
    await resting?.done;
    breaking?.fail(new Error("the line is gone"));
    await expect(breaking?.done).rejects.toThrow("the line is gone");
    expect(ended).toEqual([1, 2, 3]);
    running?.end();
    await running?.done;
    const next = [begin(connections), begin(connections), begin(connections)];
    expect(await Promise.all(next.map(({ on }) => on))).toEqual([4, 5, 6]);
  });

  test("gives those who wait new clients at once, though others still say nothing", async () => {
    const { open } = numberedClients();
    const connections = new Connections(2, open);
    const [breaking, , first, second] = [1, 2, 3, 4].map(() => begin(connections));
    breaking?.fail(new Error("the line is gone"));
    expect(await Promise.all([first?.on, second?.on])).toEqual([3, 4]);
  });

  test("does not begin what nobody waits for any more", async () => {
    const { open } = numberedClients();
    const connections = new Connections(1, open);
    const running = begin(connections);
    const late = begin(connections, 0);
    const next = begin(connections);
    running.end();
    await expect(late.done).rejects.toThrow("no connection became free in time");
    expect(await next.on).toBe(1);
  });
});
