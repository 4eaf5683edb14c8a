import { createHmac } from "node:crypto";
import { once } from "node:events";
import { expect } from "vitest";
import { WebSocket } from "ws";
import type { Line } from "@/local/carrier/testing/line";

export type Received = { type: string; payload: Record<string, unknown> };

/** What lets browsers place and take calls: an API key and a TwiML app of the account. */
export type Setup = { keySid: string; secret: string; applicationSid: string };

/** Makes key and app by REST; the app asks `/client` and reports to `/client-status`. */
export async function setUpBrowsers(line: Line): Promise<Setup> {
  const key = await line.rest("POST", "/Keys.json", { FriendlyName: "Browser calls" });
  const app = await line.rest("POST", "/Applications.json", {
    FriendlyName: "Browser calls",
    VoiceUrl: `${line.app.origin}/client`,
    StatusCallback: `${line.app.origin}/client-status`,
  });
  return {
    keySid: String(key.body.sid),
    secret: String(key.body.secret),
    applicationSid: String(app.body.sid),
  };
}

/** An access token as Twilio's own library writes it. */
export function accessToken(
  line: Line,
  setup: Setup,
  identity: string,
  changes: { seconds?: number; claims?: Record<string, unknown>; mayBeCalled?: boolean } = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = [
    { alg: "HS256", typ: "JWT", cty: "twilio-fpa;v=1" },
    {
      jti: `${setup.keySid}-${now}`,
      iss: setup.keySid,
      sub: line.sid,
      iat: now,
      exp: now + (changes.seconds ?? 3600),
      grants: {
        identity,
        voice: {
          ...(changes.mayBeCalled !== false && { incoming: { allow: true } }),
          outgoing: { application_sid: setup.applicationSid },
        },
      },
      ...changes.claims,
    },
  ]
    .map(encode)
    .join(".");
  return `${text}.${createHmac("sha256", setup.secret).update(text).digest("base64url")}`;
}

/** Where a browser signs in. */
type Place = { carrier: { origin: string } };

/** A browser as the carrier sees it: a socket that speaks the SDK's protocol. */
export class Browser {
  readonly received: Received[] = [];
  readonly #socket: WebSocket;
  readonly #closed: Promise<unknown>;
  #read = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#closed = once(socket, "close");
    socket.on("message", (data) => {
      const text = String(data);
      if (text === "\n") socket.send("\n");
      else this.received.push(JSON.parse(text));
    });
  }

  static async open(line: Place): Promise<Browser> {
    const socket = new WebSocket(`${line.carrier.origin.replace("http", "ws")}/signal`);
    const browser = new Browser(socket);
    await once(socket, "open");
    return browser;
  }

  /** A browser that has shown this token and waits for calls. */
  static async registered(line: Place, token: string): Promise<Browser> {
    const browser = await Browser.open(line);
    browser.send("listen", { token, reconnectTimeout: 30 });
    await browser.next("connected");
    browser.send("register", { media: { audio: true } });
    await browser.next("ready");
    return browser;
  }

  send(type: string, payload: unknown): void {
    this.#socket.send(JSON.stringify({ type, payload, version: "1.6" }));
  }

  /** The next message of this kind; those before it are passed over. */
  async next(type: string): Promise<Record<string, unknown>> {
    const index = await found(() =>
      this.received.findIndex((message, at) => at >= this.#read && message.type === type),
    );
    this.#read = index + 1;
    return this.received[index]?.payload ?? {};
  }

  /** Whether everything sent so far has been dealt with, without a message of this kind. */
  async hasNo(type: string): Promise<boolean> {
    this.send("message", { callsid: "", voiceeventsid: "all done" });
    const from = this.#read;
    await this.next("ack");
    return !this.received.slice(from).some((message) => message.type === type);
  }

  /** The socket breaks; nothing is said before. */
  async drop(): Promise<void> {
    this.#socket.terminate();
    await this.closed();
  }

  /** Resolves once the carrier has ended the socket. */
  async closed(): Promise<void> {
    await this.#closed;
  }
}

async function found(find: () => number): Promise<number> {
  await expect.poll(find).toBeGreaterThanOrEqual(0);
  return find();
}
