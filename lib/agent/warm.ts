import type { Connect } from "@/lib/agent/provider-link";
import type { Clock, Socket } from "@/lib/agent/socket";

/** Who has not come by then has hung up, or hears a long greeting. */
export const warmMs = 20_000;
const maxWaiting = 200;
export const maxWaitingPerTenant = 10;
/** A provider says less than that before it is asked. */
export const maxSaid = { messages: 20, bytes: 64_000 };

type On = Parameters<Connect>[0];
/** A caller of a tenant, and the provider `of` theirs. */
type Expected = { key: string; tenantId: string; of: string };

/** A connection that nobody uses yet: what came in meanwhile. */
type Waiting = Expected & {
  socket: Socket;
  said: string[];
  bytes: number;
  on: On | null;
  cancel(): void;
};

/** Connections to providers, opened for callers who are on their way. */
export class Warm {
  private readonly waiting = new Map<string, Waiting>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** The same again is the same; beyond the limits a caller is connected as they come. */
  expect({ key, tenantId, of }: Expected, connect: Connect): void {
    const all = [...this.waiting.values()];
    const own = all.filter((one) => one.tenantId === tenantId);
    if (this.waiting.has(key) || all.length >= maxWaiting) return;
    if (own.length >= maxWaitingPerTenant) return;
    const cancel = this.clock.after(warmMs, () => this.drop(key));
    const one: Waiting = {
      ...{ key, tenantId, of, said: [], bytes: 0, on: null, cancel },
      socket: { send() {}, close() {} },
    };
    this.waiting.set(key, one);
    const isWaiting = () => this.waiting.get(key) === one;
    one.socket = connect({
      message: (text) => {
        if (one.on) one.on.message(text);
        else if (isWaiting()) this.keep(one, text);
      },
      closed: () => {
        if (one.on) one.on.closed();
        else if (isWaiting()) this.drop(key);
      },
    });
  }

  private keep(one: Waiting, text: string): void {
    one.said.push(text);
    one.bytes += Buffer.byteLength(text);
    if (one.said.length > maxSaid.messages || one.bytes > maxSaid.bytes) this.drop(one.key);
  }

  /** The connection of a caller who has come; null where there is none to this provider. */
  take(key: string, of: string, on: On): Socket | null {
    const one = this.waiting.get(key);
    if (one?.of !== of) {
      this.drop(key);
      return null;
    }
    this.waiting.delete(key);
    one.cancel();
    one.on = on;
    // Whoever takes it has it before it says anything.
    queueMicrotask(() => {
      for (const text of one.said) on.message(text);
    });
    return one.socket;
  }

  private drop(key: string): void {
    const one = this.waiting.get(key);
    if (!one) return;
    this.waiting.delete(key);
    one.cancel();
    one.socket.close();
  }

  close(): void {
    for (const key of [...this.waiting.keys()]) this.drop(key);
  }
}
