import { randomUUID } from "node:crypto";
import type { Call, FarEnd } from "@/local/carrier/engine/call";
import type { SipDialog, SipServer } from "@/local/carrier/engine/sip-server";
import { BrowserSound } from "@/local/carrier/media/browser-sound";
import type { Received } from "@/local/carrier/media/peer";
import type { CallStatus } from "@/local/carrier/model";
import { readSipAddress } from "@/local/carrier/sip/address";

/** What Twilio calls an end before the answer, by the server's code. */
export function statusOf(code: number): CallStatus {
  if (code === 486 || code === 600 || code === 603) return "busy";
  if (code === 480 || code === 408 || code === 487) return "no-answer";
  return "failed";
}

/** Somebody else's SIP server at a leg's far end: it says when it rings, answers and hangs up. */
export class TrunkPhone implements FarEnd {
  readonly #call: Call;
  readonly #sound: BrowserSound;
  #dialog: SipDialog | null = null;
  #hear: (received: Received) => void = () => {};

  /** Sends the call there. */
  constructor(call: Call, server: SipServer) {
    this.#call = call;
    call.phone = this;
    call.endSignal.addEventListener("abort", () => this.release(), { once: true });
    this.#sound = new BrowserSound(call, async (hear) => {
      this.#hear = hear;
      return {
        offer: async () => "",
        acceptAnswer: async () => {},
        answer: async () => "",
        send: (frame) => this.#say(frame),
        close: () => {},
      };
    });
    const { data, account, sip } = call;
    const address = readSipAddress(sip?.address ?? data.to);
    call.sipCallId = `${randomUUID().replaceAll("-", "")}@0.0.0.0`;
    this.#dialog = server.invite(
      {
        user: address?.user ?? "",
        host: address?.host ?? "",
        from: data.from,
        callId: call.sipCallId,
        username: sip?.username ?? null,
        password: sip?.password ?? null,
        headers: {
          ...address?.headers,
          "X-Twilio-CallSid": call.sid,
          "X-Twilio-AccountSid": account.sid,
        },
      },
      {
        ringing: () => {
          if (!call.isOver && data.status !== "ringing") call.ring();
        },
        answered: () => this.#answered(),
        ended: (code) => this.#ended(code),
        sound: (frame) => this.#hear({ kind: "sound", frame }),
        key: (digit) => {
          if (data.status === "in-progress") call.press(digit);
        },
      },
    );
  }

  /** What it says comes in by itself. */
  readonly speaks = true;

  hear(frame: Uint8Array): void {
    this.#sound.play(frame);
  }

  hearAmong(speaker: Call, frame: Uint8Array): void {
    this.#sound.mix(speaker, frame);
  }

  release(): void {
    this.#sound.close();
    this.#dialog?.hangup();
  }

  gathering(): void {}

  #answered(): void {
    if (this.#call.isOver) return;
    this.#call.answer();
    // Opened as a browser's would be; there is nothing to agree upon.
    void this.#sound.offer().then(() => this.#sound.accept(""));
  }

  #ended(code: number): void {
    if (this.#call.data.answeredAt !== null) this.#call.end("completed");
    else this.#call.end(statusOf(code), code);
  }

  #say(frame: Uint8Array): void {
    if (this.#call.data.answeredAt !== null) this.#dialog?.sound(frame);
  }
}
