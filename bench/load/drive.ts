import { nowMs, pace, paceUntil } from "@/bench/load/pace";
import { Line } from "@/bench/load/wire";

export type Load = {
  /** Where to; several ports are taken at random, as by a balancer without memory. */
  ports: number[];
  requests: Uint8Array[];
  connections: number;
  /**
   * Open loop: so many requests a second, whatever the answers do. Without it each connection sends
   * as soon as it may.
   */
  perSecond?: number;
  /**
   * Closed loop: no request is sent later than this; the requests are sent in turn, again and
   * again.
   */
  forSeconds?: number;
};

export type Driven = {
  /**
   * From when a request was due to its answer, in milliseconds, in the order in which they were
   * due.
   */
  latencies: number[];
  /** How often each status came; 0 is a line that broke. */
  statuses: Record<string, number>;
  seconds: number;
};

/** Sends each request once, or in turn for some time, and waits for all answers. */
export async function drive(load: Load): Promise<Driven> {
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  const begin = nowMs();
  // As they come from the thread that rendered them, they are plain bytes.
  const requests = load.requests.map((one) => Buffer.from(one.buffer, one.byteOffset, one.length));
  const dues = load.forSeconds
    ? paceUntil(begin + load.forSeconds * 1000)
    : pace(requests.length, load.perSecond);

  await Promise.all(
    Array.from({ length: load.connections }, async () => {
      const lines = load.ports.map((port) => new Line(port));
      for (let due = await dues.next(); !due.done; due = await dues.next()) {
        const { index, at } = due.value;
        const request = requests[index % requests.length];
        const line = lines[Math.floor(Math.random() * lines.length)];
        const status = line && request ? await line.send(request) : 0;
        latencies[index] = nowMs() - at;
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
      for (const line of lines) line.close();
    }),
  );
  return { latencies, statuses, seconds: (nowMs() - begin) / 1000 };
}
