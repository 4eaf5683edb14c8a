import { randomBytes } from "node:crypto";
import type { Call, FarEnd } from "@/local/carrier/engine/call";
import { perAccount } from "@/local/carrier/engine/per-account";
import { type Device, ERRORS } from "@/local/carrier/signalling/messages";
import type { LegSound, OpenSound } from "@/local/carrier/signalling/sound";

/** The live legs of an account that have browsers at their far end, by SID. */
export const legsOf = perAccount(() => new Map<string, BrowserLeg>());

const FAILURES: Record<string, { code: number; message: string }> = {
  busy: { code: 31486, message: "Busy Here" },
  "no-answer": { code: 31480, message: "Temporarily Unavailable" },
  failed: ERRORS.notFound,
};

/** A leg with a browser at its far end, or with several of which the first to answer has it. */
export class BrowserLeg implements FarEnd {
  readonly call: Call;
  /** Shown by a browser that comes back after its socket was lost. */
  readonly #reconnect = randomBytes(16).toString("hex");
  readonly #sound: LegSound | null;
  #device: Device | null = null;
  #ringing = new Set<Device>();
  /** The browser's own name for a call that it places; it learns the real one later. */
  #temporarySid: string | null = null;
  #answer: Promise<string | undefined> = Promise.resolve(undefined);
  #waiting: NodeJS.Timeout | undefined;

  constructor(call: Call, openSound: OpenSound | null) {
    this.call = call;
    this.#sound = openSound?.(call) ?? null;
    call.phone = this;
    legsOf(call.account).set(call.sid, this);
    call.endSignal.addEventListener("abort", () => this.#over(), { once: true });
  }

  /** Whether this browser has anything to say here. */
  isAt(device: Device, callSid: string): boolean {
    const isNamed = callSid === this.call.sid || callSid === this.#temporarySid;
    return isNamed && (this.#device === device || this.#ringing.has(device));
  }

  /** A call to the browsers. */
  ring(devices: Iterable<Device>): void {
    this.#ringing = new Set(devices);
    const { sid, data, parameters, account } = this.call;
    this.#then(this.#sound?.offer() ?? Promise.resolve("v=0\r\n"), (sdp) => {
      for (const device of this.#ringing) {
        device.send("invite", {
          callsid: sid,
          sdp,
          reconnect: this.#reconnect,
          parameters: {
            CallSid: sid,
            AccountSid: account.sid,
            From: data.from,
            To: data.to,
            Params: String(new URLSearchParams(parameters.map(([name, value]) => [name, value]))),
          },
        });
      }
    });
  }

  /** A call from this browser, by its own name for it and with its offer. */
  placedBy(device: Device, temporarySid: string, sdp: string): void {
    this.#device = device;
    this.#temporarySid = temporarySid;
    if (!this.#sound) return;
    this.#answer = this.#sound.answer(sdp);
    this.#answer.catch((error: unknown) => this.#fail(error));
  }

  ringing(): void {
    const { sid } = this.call;
    this.#then(this.#answer, (sdp) => {
      this.#temporarySid = null;
      this.#device?.send("ringing", { callsid: sid, sdp });
    });
  }

  answered(): void {
    // One that was called knows that it has answered.
    if (this.call.data.direction !== "inbound") return;
    const { sid } = this.call;
    this.#then(this.#answer, (sdp) => {
      this.#temporarySid = null;
      this.#device?.send("answer", { callsid: sid, sdp, reconnect: this.#reconnect });
    });
  }

  /** The first browser to answer has the call; the others stop ringing. */
  accept(device: Device, sdp: string): void {
    if (!this.#ringing.delete(device)) return;
    this.#device = device;
    const others = [...this.#ringing];
    this.#ringing.clear();
    for (const other of others) other.send("cancel", { callsid: this.call.sid });
    if (this.#sound) this.#then(this.#sound.accept(sdp), () => this.call.answer());
    else this.call.answer();
  }

  /** A browser declines, or has gone; where none is left, this is how the leg ends. */
  leaveOut(device: Device, why: "rejected" | "gone"): void {
    if (!this.#ringing.delete(device) || this.#ringing.size > 0) return;
    const { rejectedClientReports, unregisteredClientReports } = this.call.account.options;
    if (why === "rejected") this.call.end(rejectedClientReports, 603);
    else this.call.end(unregisteredClientReports, 480);
  }

  hangup(device: Device): void {
    if (this.#ringing.has(device)) {
      this.leaveOut(device, "rejected");
      return;
    }
    this.#device = null;
    if (this.call.data.answeredAt !== null) this.call.end("completed");
    else this.call.end(this.call.account.options.abandonReports, 487);
  }

  /** Its ICE begins anew, with the sound of a fresh connection. */
  restart(device: Device, sdp: string): void {
    if (!this.#sound) return;
    const { sid } = this.call;
    this.#then(this.#sound.answer(sdp), (answer) =>
      device.send("answer", { callsid: sid, sdp: answer }),
    );
  }

  /** A browser's socket is lost: it has so many seconds to come back. */
  lose(device: Device, seconds: number): void {
    this.leaveOut(device, "gone");
    if (this.#device !== device) return;
    if (seconds <= 0 || this.call.data.answeredAt === null) {
      this.hangup(device);
      return;
    }
    this.#device = null;
    this.#waiting = setTimeout(() => this.call.end("completed"), seconds * 1000).unref();
  }

  /** A browser takes up a call again that it has the token of; false where it has not. */
  resume(device: Device, token: string, sdp: string): boolean {
    const { sid, data, isOver } = this.call;
    if (token !== this.#reconnect || isOver || data.answeredAt === null) return false;
    clearTimeout(this.#waiting);
    this.#device = device;
    const sound = this.#sound?.isNew(sdp) ? this.#sound : null;
    this.#then(sound?.answer(sdp) ?? Promise.resolve(undefined), (answer) =>
      device.send("answer", { callsid: sid, sdp: answer, reconnect: this.#reconnect }),
    );
    return true;
  }

  /** Without sound, nobody is there either whose voice could be made up. */
  readonly speaks = true;

  hear(frame: Uint8Array): void {
    this.#sound?.play(frame);
  }

  hearAmong(speaker: Call, frame: Uint8Array): void {
    this.#sound?.mix(speaker, frame);
  }

  /** The carrier closes: nothing of the leg may keep the process up. */
  close(): void {
    clearTimeout(this.#waiting);
    this.#sound?.close();
  }

  /** Null where there is no sound. */
  heard(): { level: number; packets: number } | null {
    return this.#sound?.heard() ?? null;
  }

  release(): void {}

  gathering(): void {}

  #over(): void {
    this.close();
    legsOf(this.call.account).delete(this.call.sid);
    const { sid, data } = this.call;
    for (const device of this.#ringing) device.send("cancel", { callsid: sid });
    this.#ringing.clear();
    this.#device?.send("hangup", {
      callsid: this.#temporarySid ?? sid,
      error: data.answeredAt === null ? FAILURES[data.status] : undefined,
    });
    this.#device = null;
  }

  /** Goes on once the sound is ready, unless the call has ended meanwhile. */
  #then<T>(ready: Promise<T>, run: (value: T) => void): void {
    ready.then(
      (value) => {
        if (!this.call.isOver) run(value);
      },
      (error: unknown) => this.#fail(error),
    );
  }

  #fail(error: unknown): void {
    if (this.call.isOver) return;
    this.call.warn(53400, error instanceof Error ? error.message : String(error));
    this.call.end(this.call.data.answeredAt === null ? "failed" : "completed", 488);
  }
}
