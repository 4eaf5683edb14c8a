import type { Account } from "@/local/carrier/engine/account";
import type { Flow } from "@/local/carrier/engine/flow";
import { perAccount } from "@/local/carrier/engine/per-account";
import { newSid } from "@/local/carrier/sid";

/** One caller in a queue. Whoever takes them ends their wait and talks to them. */
export type Member = {
  flow: Flow;
  enqueuedAt: number;
  /** Called by whoever takes them; resolves `talked` when the talk is over. */
  take(talked: Promise<unknown>): void;
};

const MAX_SIZE = 1000;

/** Callers who wait for somebody, in the order they came. */
export class Queue {
  readonly sid = newSid("QU");
  friendlyName: string;
  readonly account: Account;
  readonly createdAt: number;
  maxSize = MAX_SIZE;
  readonly members: Member[] = [];
  readonly #waiting: (() => void)[] = [];

  constructor(account: Account, friendlyName: string) {
    this.account = account;
    this.friendlyName = friendlyName;
    this.createdAt = account.clock.now();
  }

  get isFull(): boolean {
    return this.members.length >= this.maxSize;
  }

  /** Whole seconds since somebody came. */
  waited(member: Member): number {
    return Math.floor((this.account.clock.now() - member.enqueuedAt) / 1000);
  }

  get averageWait(): number {
    const total = this.members.reduce((sum, member) => sum + this.waited(member), 0);
    return this.members.length === 0 ? 0 : Math.round(total / this.members.length);
  }

  join(member: Member): void {
    this.members.push(member);
    this.#waiting.shift()?.();
  }

  leave(member: Member): void {
    const index = this.members.indexOf(member);
    if (index >= 0) this.members.splice(index, 1);
  }

  /** The first caller; waits for one so long. Null when none came or the signal fired. */
  async next(timeoutMs: number, signal: AbortSignal): Promise<Member | null> {
    if (this.members.length === 0 && !signal.aborted) await this.#somebody(timeoutMs, signal);
    return signal.aborted ? null : (this.members.shift() ?? null);
  }

  #somebody(timeoutMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        timer.cancel();
        const index = this.#waiting.indexOf(done);
        if (index >= 0) this.#waiting.splice(index, 1);
        resolve();
      };
      const timer = this.account.clock.after(timeoutMs, done);
      this.#waiting.push(done);
      signal.addEventListener("abort", done, { once: true });
    });
  }
}

/** The queues of an account by name; they stay once they have been used. */
export const queuesOf = perAccount(() => new Map<string, Queue>());

/** The queue with this name, made where there is none. */
export function queueNamed(account: Account, name: string): Queue {
  const queues = queuesOf(account);
  const existing = queues.get(name);
  if (existing) return existing;
  const made = new Queue(account, name);
  queues.set(name, made);
  return made;
}

export function renameQueue(queue: Queue, friendlyName: string): void {
  const queues = queuesOf(queue.account);
  queues.delete(queue.friendlyName);
  queue.friendlyName = friendlyName;
  queues.set(friendlyName, queue);
}
