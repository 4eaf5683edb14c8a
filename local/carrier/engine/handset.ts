import type { HandsetScript, HandsetState, Press } from "@/local/carrier/control/types";
import type { Account } from "@/local/carrier/engine/account";
import type { Call } from "@/local/carrier/engine/call";
import type { Timer } from "@/local/carrier/engine/clock";

/** A request that a handset in its present state cannot follow. */
export class HandsetError extends Error {}

type Session = { call: Call; since: number; timers: Timer[]; whenGathering: string[] };

/** Somebody's phone: rings, is picked up by hand or by its script, presses keys, hangs up. */
export class Handset {
  readonly phoneNumber: string;
  label: string;
  script: HandsetScript = { behaviour: "manual" };
  readonly #account: Account;
  #session: Session | null = null;

  constructor(account: Account, phoneNumber: string, label: string) {
    this.#account = account;
    this.phoneNumber = phoneNumber;
    this.label = label;
  }

  get isBusy(): boolean {
    return this.#session !== null || this.script.behaviour === "busy";
  }

  get isOutOfOrder(): boolean {
    return this.script.behaviour === "failed";
  }

  state(): HandsetState {
    const session = this.#session;
    const call = session?.call ?? null;
    const inbound = call?.data.direction === "inbound";
    const waiting = inbound ? "calling" : "ringing";
    return {
      phoneNumber: this.phoneNumber,
      label: this.label,
      script: this.script.behaviour,
      state: !call ? "idle" : call.data.status === "in-progress" ? "in-call" : waiting,
      callSid: call?.sid ?? null,
      peer: !call ? null : inbound ? call.data.to : call.data.from,
      since: session ? (call?.data.answeredAt ?? session.since) : null,
      hears: call?.hears ?? null,
      isStreamed: Boolean(call?.stream),
      ...(call &&
        call.parameters.length > 0 && { parameters: Object.fromEntries(call.parameters) }),
    };
  }

  /** Takes part in a leg: rings and follows its script, or is the one who dialled. */
  join(call: Call): void {
    call.phone = this;
    const session: Session = {
      call,
      since: this.#account.clock.now(),
      timers: [],
      whenGathering: [],
    };
    this.#session = session;
    if (call.data.direction === "inbound") return;
    const { script } = this;
    if (script.behaviour === "answers") this.#in(script.afterSeconds, () => this.answer());
    if (script.behaviour === "declines") this.#in(script.afterSeconds, () => this.decline());
    if (script.behaviour === "voicemail") this.#in(script.pickupAfterSeconds, () => this.answer());
  }

  answer(): void {
    const { call } = this.#need("ringing");
    call.answer();
    const { script } = this;
    if (script.behaviour === "voicemail") {
      call.speak("voicemail", "You have reached the voicemail of this number. (beep)");
      this.#in(script.hangupAfterSeconds ?? 120, () => this.hangup());
    }
    if (script.behaviour === "answers") {
      for (const press of script.press ?? []) this.#schedule(press);
      if (script.hangupAfterSeconds !== undefined) {
        this.#in(script.hangupAfterSeconds, () => this.hangup());
      }
    }
  }

  decline(): void {
    this.#need("ringing").call.end("busy", 486);
  }

  hangup(): void {
    const { call } = this.#need("calling", "in-call", "ringing");
    const answered = call.data.answeredAt !== null;
    if (call.data.direction === "inbound") {
      call.end(answered ? "completed" : this.#account.options.abandonReports, answered ? 200 : 487);
    } else if (answered) call.end("completed");
    else call.end("busy", 486);
  }

  press(digits: string): void {
    this.#need("in-call").call.press(digits);
  }

  /** Speaks for so long from now on, and is silent after that. */
  speak(seconds: number): void {
    this.#need("in-call").call.voice.speak(seconds);
  }

  /** The leg that this handset is in, for what needs more than the handset knows. */
  callInProgress(): Call {
    return this.#need("in-call").call;
  }

  /** A Gather listens on this handset's leg. */
  gathering(): void {
    const digits = this.#session?.whenGathering.shift();
    const call = this.#session?.call;
    if (digits !== undefined && call) queueMicrotask(() => call.press(digits));
  }

  release(call: Call): void {
    if (this.#session?.call !== call) return;
    for (const timer of this.#session.timers) timer.cancel();
    this.#session = null;
  }

  #schedule(press: Press): void {
    if ("whenGathering" in press) this.#session?.whenGathering.push(press.digits);
    else this.#in(press.afterSeconds, () => this.press(press.digits));
  }

  #in(seconds: number, run: () => void): void {
    this.#session?.timers.push(this.#account.clock.after(seconds * 1000, run));
  }

  #need(...states: HandsetState["state"][]): Session {
    const { state } = this.state();
    if (!this.#session || !states.includes(state)) {
      throw new HandsetError(`${this.phoneNumber} is ${state}, not ${states.join(" or ")}`);
    }
    return this.#session;
  }
}
