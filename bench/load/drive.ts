import { performance } from "node:perf_hooks";
import { Line } from "@/bench/load/wire";

export type Load = {
  /** Where to; several ports are taken at random, as by a balancer without memory. */
  ports: number[];
  requests: Uint8Array[];
  connections: number;
  /** Open loop: so many requests a second, whatever the answers do. Without it each connection sends as soon as it may. */
  perSecond?: number;
};

export type Driven = {
  /** From when a request was due to its answer, in milliseconds, in the order of the requests. */
  latencies: number[];
  /** How often each status came; 0 is a line that broke. */
  statuses: Record<string, number>;
  seconds: number;
};

type Due = { request: Buffer; at: number; index: number };

/** Sends each request once and waits for its answer. */
export async function drive(load: Load): Promise<Driven> {
  const latencies = new Array<number>(load.requests.length).fill(0);
  const statuses: Record<string, number> = {};
  const begin = performance.now();
  let next = 0;
  const take = (): Due | undefined => {
    const request = load.requests[next];
    if (!request) return undefined;
    const at = load.perSecond ? begin + (next / load.perSecond) * 1000 : performance.now();
    const index = next;
    next += 1;
    return { request: Buffer.from(request.buffer, request.byteOffset, request.length), at, index };
  };

  await Promise.all(
    Array.from({ length: load.connections }, async () => {
      const lines = load.ports.map((port) => new Line(port));
      for (let due = take(); due; due = take()) {
        const early = due.at - performance.now();
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
        const line = lines[Math.floor(Math.random() * lines.length)];
        const status = (await line?.send(due.request)) ?? 0;
        latencies[due.index] = performance.now() - due.at;
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
      for (const line of lines) line.close();
    }),
  );
  return { latencies, statuses, seconds: (performance.now() - begin) / 1000 };
}
