import type { WebSocket } from "ws";
import type { Call } from "@/local/carrier/engine/call";
import type { Directory } from "@/local/carrier/engine/directory";
import { placeFromClient } from "@/local/carrier/engine/place-from-client";
import { checkToken, type Permit } from "@/local/carrier/signalling/access-token";
import { BrowserLeg, legsOf } from "@/local/carrier/signalling/leg";
import {
  type Device,
  ERRORS,
  type Message,
  type Notice,
  readMessage,
} from "@/local/carrier/signalling/messages";
import type { Registrations } from "@/local/carrier/signalling/registrations";
import type { OpenSound } from "@/local/carrier/signalling/sound";

const BEAT_MS = 5000;
/** A browser that has not been heard of for so long is gone. */
const SILENCE_MS = 20_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export type Exchange = {
  directory: Directory;
  registrations: Registrations;
  openSound: OpenSound | null;
};

/** One browser's socket, by the protocol of Twilio's SDK. Its timers run in real time. */
export class Connection implements Device {
  readonly #socket: WebSocket;
  readonly #exchange: Exchange;
  readonly #beat: NodeJS.Timeout;
  #expiry: NodeJS.Timeout | undefined;
  #heardAt = Date.now();
  #permit: Permit | null = null;
  #reconnectSeconds = 0;

  constructor(socket: WebSocket, exchange: Exchange) {
    this.#socket = socket;
    this.#exchange = exchange;
    this.#beat = setInterval(() => this.#heartbeat(), BEAT_MS);
    socket.on("message", (data) => this.#receive(String(data)));
    socket.on("close", () => this.#closed());
    socket.on("error", () => socket.terminate());
  }

  send(type: Notice, payload: Record<string, unknown>): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(JSON.stringify({ type, payload, version: "1.6" }));
  }

  cut(): void {
    this.#socket.terminate();
  }

  #heartbeat(): void {
    if (Date.now() - this.#heardAt > SILENCE_MS) this.cut();
    else if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send("\n");
  }

  #receive(text: string): void {
    this.#heardAt = Date.now();
    if (text === "\n") return;
    const message = readMessage(text);
    try {
      if (message) this.#handle(message);
      else this.send("error", { error: ERRORS.malformed });
    } catch (error) {
      // One browser's message must not take the other accounts' calls with it.
      console.error("carrier:", error);
    }
  }

  #handle({ type, payload }: Message): void {
    switch (type) {
      case "listen":
        this.#listen(payload.token, payload.reconnectTimeout ?? 0);
        break;
      case "register":
        this.#register(payload.media.audio);
        break;
      case "invite":
        if (payload.reconnect !== undefined) {
          this.#resume(payload.callsid, payload.reconnect, payload.sdp);
        } else this.#place(payload.callsid, payload.sdp, payload.twilio?.params ?? "");
        break;
      case "message":
        this.send("ack", { acktype: "message", ...payload });
        break;
      case "answer":
        this.#answer(payload.callsid, payload.sdp);
        break;
      case "reject":
        this.#leg(payload.callsid)?.leaveOut(this, "rejected");
        break;
      case "hangup":
        this.#leg(payload.callsid)?.hangup(this);
        break;
      case "dtmf":
        this.#leg(payload.callsid)?.call.press(payload.dtmf.replaceAll("w", ""));
        break;
      case "reinvite":
        this.#leg(payload.callsid)?.restart(this, payload.sdp);
        break;
    }
  }

  #listen(token: string, reconnectSeconds: number): void {
    const check = checkToken(this.#exchange.directory, token, Date.now());
    if (check.kind !== "valid") {
      const isExpired = check.kind === "expired";
      this.send("error", { error: isExpired ? ERRORS.tokenExpired : ERRORS.tokenInvalid });
      return;
    }
    const { permit } = check;
    if (this.#exchange.registrations.isCutOff(permit.account, permit.identity)) {
      this.cut();
      return;
    }
    const before = this.#permit;
    const isSame = before?.account === permit.account && before.identity === permit.identity;
    if (!isSame || !permit.mayBeCalled) this.#unregister();
    this.#permit = permit;
    this.#reconnectSeconds = reconnectSeconds;
    const leftMs = permit.expiresAt - Date.now();
    clearTimeout(this.#expiry);
    this.#expiry = setTimeout(() => this.#expire(), Math.min(leftMs, LONGEST_TIMER_MS));
    const { identity } = permit;
    this.send("connected", {
      region: "US_EAST_VIRGINIA",
      edge: "roaming",
      gateway: "ringbook",
      token: { identity, ttl: Math.floor(leftMs / 1000) },
    });
  }

  #expire(): void {
    this.#unregister();
    this.send("error", { error: ERRORS.tokenExpired });
  }

  /** What the token allows; says why not where it allows nothing any more. */
  #allowed(callsid?: string): Permit | null {
    const permit = this.#permit;
    if (permit && permit.expiresAt > Date.now()) return permit;
    this.send("error", { callsid, error: permit ? ERRORS.tokenExpired : ERRORS.tokenInvalid });
    return null;
  }

  #register(isAvailable: boolean): void {
    if (!isAvailable) {
      this.#unregister();
      this.send("offline", {});
      return;
    }
    const permit = this.#allowed();
    if (!permit) return;
    if (!permit.mayBeCalled) {
      this.send("error", { error: ERRORS.notAllowed });
      return;
    }
    this.#exchange.registrations.add(permit.account, permit.identity, this);
    this.send("ready", {});
  }

  #unregister(): void {
    const permit = this.#permit;
    if (permit) this.#exchange.registrations.remove(permit.account, permit.identity, this);
  }

  #place(callsid: string, sdp: string, params: string): void {
    const permit = this.#allowed(callsid);
    if (!permit) return;
    const { account, identity, outgoing } = permit;
    const application = outgoing && account.applications.get(outgoing.applicationSid);
    if (!application) {
      this.send("hangup", { callsid, error: ERRORS.declined });
      return;
    }
    placeFromClient(account, {
      identity,
      application,
      // What the token says cannot be changed by the page.
      parameters: [...new Map([...new URLSearchParams(params), ...outgoing.parameters])],
      phone: {
        join: (call: Call) =>
          new BrowserLeg(call, this.#exchange.openSound).placedBy(this, callsid, sdp),
      },
    });
  }

  #resume(callsid: string, token: string, sdp: string): void {
    const permit = this.#allowed(callsid);
    if (!permit) return;
    const leg = legsOf(permit.account).get(callsid);
    if (leg?.resume(this, token, sdp)) return;
    this.send("hangup", { callsid, error: ERRORS.callGone });
  }

  #answer(callsid: string, sdp: string): void {
    const leg = this.#leg(callsid);
    if (leg) leg.accept(this, sdp);
    else this.send("hangup", { callsid, error: ERRORS.callGone });
  }

  /** A leg of this browser, by its SID or the browser's own name for it. */
  #leg(callsid: string): BrowserLeg | undefined {
    return this.#legs().find((leg) => leg.isAt(this, callsid));
  }

  #legs(): BrowserLeg[] {
    return this.#permit ? [...legsOf(this.#permit.account).values()] : [];
  }

  #closed(): void {
    clearInterval(this.#beat);
    clearTimeout(this.#expiry);
    this.#unregister();
    for (const leg of this.#legs()) leg.lose(this, this.#reconnectSeconds);
  }
}
