import { createHash } from "node:crypto";
import { WebhookEvent } from "@livekit/protocol";
import { signJwt } from "@/local/livekit/auth/jwt";
import { newId } from "@/local/livekit/ids";
import type { Fact } from "@/local/livekit/webhook/event";

export type Sent = { id: string; event: string; room: string; identity: string | null };

export type Signer = { key: string; secret: string };

const TOKEN_SECONDS = 300;

/**
 * The webhooks of a project: signed, one after the other for each room, sent again when the app
 * does not answer with 2xx.
 */
export class Hooks {
  url: string | null = null;
  readonly sent: Sent[] = [];
  readonly #signer: Signer;
  readonly #queues = new Map<string, Promise<void>>();
  #isClosed = false;

  constructor(signer: Signer) {
    this.#signer = signer;
  }

  tell(fact: Fact): void {
    const event = new WebhookEvent({
      ...fact,
      id: newId("EV"),
      createdAt: BigInt(Math.floor(Date.now() / 1000)),
    }).clone();
    const { sid, name } = fact.room;
    this.sent.push({
      id: event.id,
      event: event.event,
      room: name,
      identity: event.participant?.identity ?? null,
    });
    const { url } = this;
    if (!url) return;
    const body = JSON.stringify(event.toJson());
    const before = this.#queues.get(sid) ?? Promise.resolve();
    const done = before.then(() => this.#deliver(url, body));
    this.#queues.set(sid, done);
    void done.then(() => {
      if (this.#queues.get(sid) === done) this.#queues.delete(sid);
    });
  }

  /** Resolves once everything that was told of has been delivered or given up. */
  async settled(): Promise<void> {
    await Promise.all(this.#queues.values());
  }

  close(): void {
    this.#isClosed = true;
  }

  async #deliver(url: string, body: string): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS && !this.#isClosed; attempt++) {
      if (await post(url, body, this.#signer)) return;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * 2 ** attempt).unref());
    }
  }
}

const ATTEMPTS = 4;
const RETRY_MS = 250;
const TIMEOUT_MS = 10_000;

/** Whether it was taken. */
async function post(url: string, body: string, signer: Signer): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: {
        "Content-Type": "application/webhook+json",
        Authorization: hookToken(body, signer),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Says of what body it is, and who has sent it. */
function hookToken(body: string, { key, secret }: Signer): string {
  const now = Math.floor(Date.now() / 1000);
  const sha256 = createHash("sha256").update(body).digest("base64");
  return signJwt({ iss: key, nbf: now, exp: now + TOKEN_SECONDS, sha256 }, secret);
}
