import { WebhookEvent } from "@livekit/protocol";
import { newId } from "@/local/livekit/ids";
import type { Fact } from "@/local/livekit/webhook/event";
import { HookFaults } from "@/local/livekit/webhook/faults";
import { postHook, type Signer } from "@/local/livekit/webhook/post";

export type Sent = { id: string; event: string; room: string; identity: string | null };

type Delivery = { queue: string; url: string; body: string; signer: Signer; isForged?: boolean };

const ATTEMPTS = 4;
const RETRY_MS = 250;

/**
 * The webhooks of a project: signed, one after the other for each room, sent again when the app
 * does not answer with 2xx.
 */
export class Hooks {
  url: string | null = null;
  readonly sent: Sent[] = [];
  readonly faults = new HookFaults();
  readonly #signer: Signer;
  readonly #queues = new Map<string, Promise<void>>();
  readonly #keptBack: Delivery[] = [];
  readonly #overtaken: Delivery[] = [];
  #isClosed = false;

  constructor(signer: Signer) {
    this.#signer = signer;
  }

  tell(fact: Fact): void {
    const event = new WebhookEvent({
      ...fact,
      id: newId("EV"),
      createdAt: BigInt(Math.floor(Date.now() / 1000)),
    });
    const { sid, name } = fact.room;
    this.sent.push({
      ...{ id: event.id, event: event.event, room: name },
      identity: event.participant?.identity ?? null,
    });
    if (!this.url) return;
    const body = JSON.stringify(event.toJson());
    const delivery = { queue: sid, url: this.url, body, signer: this.#signer };
    this.#dispatch(delivery, this.faults.take(event.event));
  }

  /** What was kept back goes on its way. */
  release(): void {
    for (const delivery of [...this.#keptBack.splice(0), ...this.#overtaken.splice(0)]) {
      this.#enqueue(delivery);
    }
  }

  /** Resolves once everything that is on its way has been delivered or given up. */
  async settled(): Promise<void> {
    while (this.#queues.size > 0) await Promise.all(this.#queues.values());
  }

  close(): void {
    this.#isClosed = true;
  }

  #dispatch(delivery: Delivery, fault: ReturnType<HookFaults["take"]>): void {
    if (fault === "lose") return;
    if (fault === "hold") {
      this.#keptBack.push(delivery);
      return;
    }
    if (fault === "overtake") {
      this.#overtaken.push(delivery);
      return;
    }
    if (fault === "forge") {
      const signer = { ...this.#signer, secret: `not ${this.#signer.secret}` };
      this.#enqueue({ ...delivery, signer, isForged: true });
    }
    this.#enqueue(delivery);
    if (fault === "double") this.#enqueue(delivery);
    for (const overtaken of this.#overtaken.splice(0)) this.#enqueue(overtaken);
  }

  #enqueue(delivery: Delivery): void {
    const { queue } = delivery;
    const before = this.#queues.get(queue) ?? Promise.resolve();
    const done = before
      .then(() => this.#deliver(delivery))
      .then(() => {
        if (this.#queues.get(queue) === done) this.#queues.delete(queue);
      });
    this.#queues.set(queue, done);
  }

  async #deliver({ url, body, signer, isForged }: Delivery): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS && !this.#isClosed; attempt++) {
      if ((await postHook(url, body, signer)) || isForged) return;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * 2 ** attempt));
    }
  }
}
