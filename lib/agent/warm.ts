import type { Connect } from "@/lib/agent/provider-link";
import type { Clock, Socket } from "@/lib/agent/socket";

/** Who has not come by then has hung up, or hears a long greeting. */
export const warmMs = 20_000;
const maxWaiting = 200;

type On = Parameters<Connect>[0];

/** A connection that nobody uses yet: what came in meanwhile. */
type Waiting = { of: string; socket: Socket; said: string[]; on: On | null; cancel(): void };

/** Connections to providers, opened for callers who are on their way. */
export class Warm {
  private readonly waiting = new Map<string, Waiting>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** For the caller `key`, to the provider `of`; the same again is the same. */
  expect(key: string, of: string, connect: Connect): void {
    if (this.waiting.has(key) || this.waiting.size >= maxWaiting) return;
    const said: string[] = [];
    const cancel = this.clock.after(warmMs, () => this.drop(key));
    const one: Waiting = { of, said, on: null, cancel, socket: { send() {}, close() {} } };
    this.waiting.set(key, one);
    one.socket = connect({
      message: (text) => {
        if (one.on) one.on.message(text);
        else said.push(text);
      },
      closed: () => {
        if (one.on) one.on.closed();
        else this.drop(key);
      },
    });
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
