import type { Account } from "@/local/carrier/engine/account";
import { priceLater } from "@/local/carrier/engine/price";
import { notify } from "@/local/carrier/engine/status-callback";
import { VoiceActivity } from "@/local/carrier/engine/voice-activity";
import {
  type CallData,
  type CallStatus,
  ENDED,
  type Fallback,
  type Parameters,
  type StatusTarget,
} from "@/local/carrier/model";

/** What a leg needs of the phone at its far end. */
export type FarEnd = {
  release(call: Call): void;
  gathering(): void;
  /** The leg that it dialled rings on while its TwiML works. */
  ringing?(): void;
  /** The leg that it dialled was picked up. */
  answered?(): void;
  /** Plays 20 ms of sound (PCMU), where somebody listens. */
  hear?(frame: Uint8Array): void;
  /** The same, of one of several who speak. */
  hearAmong?(speaker: Call, frame: Uint8Array): void;
  /** What it says comes in by itself; of any other, the carrier makes up what it says. */
  readonly speaks?: boolean;
};

/** Where several legs hear each other. */
export type Room = {
  /** Whom a leg hears at this moment. */
  heardBy(listener: Call): Call[];
  /** Who hears a leg at this moment. */
  hearing(speaker: Call): Call[];
};

/** The whole address that was dialled, with its headers. */
export type SipCredentials = { address: string; username: string | null; password: string | null };

/** What a leg needs of the TwiML that runs on it. */
type Running = { readonly fallback: Fallback; stop(): void };

/** One leg, alive or ended: what Twilio keeps of it, and what is going on on it now. */
export class Call {
  readonly account: Account;
  readonly data: CallData;
  readonly target: StatusTarget | null;
  /** The SIP answer the far end gave, reported with the last event. */
  sipCode = 200;
  /** The handset at the far end. */
  phone: FarEnd | null = null;
  flow: Running | null = null;
  /** The leg whose sound this one hears. */
  talksWith: Call | null = null;
  /** The conference that it is in. */
  room: Room | null = null;
  /** The media stream that hears this leg, and is heard on it. */
  stream: { hear(frame: Uint8Array): void } | null = null;
  /** What a browser at the far end gets to know with the call. */
  parameters: Parameters = [];
  /** Where a SIP server at the far end is, and what it knows the call by. */
  sip: SipCredentials | null = null;
  sipCallId: string | null = null;
  readonly voice: VoiceActivity;
  onDigit: ((digit: string) => void) | null = null;
  /** Called when the API sends this leg to other TwiML. */
  onRedirect: (() => void) | null = null;
  hears: string | null = null;
  /** The phones that this leg's Dial rings are heard ringing. */
  hearsRinging = false;
  /** A prompt sounds at this moment: a file of this sound (PCMU), or one that is made up. */
  isSpokenTo = false;
  plays: Uint8Array | null = null;
  /** It hears what it says. */
  echoes = false;
  /** The account has been reset: nothing of this leg is reported any more. */
  isForgotten = false;
  recordingSid: string | null = null;
  readonly #ended = new AbortController();
  readonly #atEnd: (() => void)[] = [];
  #answered: (() => void) | null = null;

  constructor(account: Account, data: CallData, target: StatusTarget | null) {
    this.account = account;
    this.data = data;
    this.target = target;
    this.voice = new VoiceActivity(account.clock);
  }

  get sid(): string {
    return this.data.sid;
  }

  get isOver(): boolean {
    return ENDED.has(this.data.status);
  }

  get endSignal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Runs after the last event has been sent; at once when the leg is over already. */
  atEnd(run: () => void): void {
    if (this.isOver) run();
    else this.#atEnd.push(run);
  }

  initiate(): void {
    this.data.startedAt = this.account.clock.now();
    this.#log("initiated");
    notify(this, "initiated");
  }

  ring(): void {
    this.#move("ringing");
    this.#log("ringing");
    notify(this, "ringing");
  }

  /** The TwiML lets a leg that was dialled to the account ring on; its caller hears that. */
  ringOn(): void {
    if (this.data.answeredAt === null) this.phone?.ringing?.();
  }

  /** Somebody, or a machine, has picked up. */
  answer(): void {
    if (this.isOver || this.data.answeredAt !== null) return;
    this.data.answeredAt = this.account.clock.now();
    this.#move("in-progress");
    this.#log("answered");
    notify(this, "answered");
    this.phone?.answered?.();
    this.#answered?.();
  }

  whenAnswered(run: () => void): void {
    this.#answered = run;
  }

  end(status: CallStatus, sipCode = 200): void {
    if (this.isOver) return;
    const dialled = this.data.startedAt !== null;
    this.sipCode = sipCode;
    this.data.endedAt = this.account.clock.now();
    this.#move(status);
    this.#log("ended");
    // A call canceled while it was queued has no events at all.
    if (dialled) notify(this, "completed");
    this.onDigit = null;
    this.phone?.release(this);
    if (this.data.answeredAt !== null) priceLater(this.account, this.data);
    this.#ended.abort();
    for (const run of this.#atEnd.splice(0)) run();
  }

  /** Stops what runs on this leg without telling anybody: it is about to be forgotten. */
  abandon(): void {
    if (this.isOver) return;
    this.isForgotten = true;
    this.data.status = "canceled";
    this.#atEnd.length = 0;
    this.#ended.abort();
  }

  /** Billed seconds: a started second counts, and nothing does before the answer. */
  get seconds(): number {
    const { answeredAt, endedAt } = this.data;
    if (answeredAt === null || endedAt === null) return 0;
    return Math.max(1, Math.round((endedAt - answeredAt) / 1000));
  }

  press(digits: string): void {
    this.account.log({ kind: "digits", callSid: this.sid, digits });
    for (const digit of digits) this.onDigit?.(digit);
  }

  speak(verb: "say" | "play" | "voicemail" | "error", text: string): void {
    this.hears = text;
    this.account.log({ kind: "spoken", callSid: this.sid, verb, text });
  }

  warn(code: number, message: string): void {
    this.account.log({ kind: "warning", callSid: this.sid, code, message });
  }

  #move(status: CallStatus): void {
    this.data.status = status;
    this.data.updatedAt = this.account.clock.now();
  }

  #log(event: string): void {
    const { sid, status, from, to, parentSid } = this.data;
    this.account.log({
      kind: "call",
      callSid: sid,
      event,
      status,
      from,
      to,
      parentCallSid: parentSid,
    });
  }
}
