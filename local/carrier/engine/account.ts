import type { LogInput } from "@/local/carrier/control/types";
import type { Call } from "@/local/carrier/engine/call";
import type { Clock } from "@/local/carrier/engine/clock";
import { Faults } from "@/local/carrier/engine/faults";
import { Handset } from "@/local/carrier/engine/handset";
import { InFlight } from "@/local/carrier/engine/in-flight";
import { Journal } from "@/local/carrier/engine/journal";
import type {
  AccountOptions,
  ApplicationData,
  NumberData,
  RecordingData,
} from "@/local/carrier/model";
import { formatted } from "@/local/carrier/phone-number";

/** One Twilio account: its own clock, numbers, calls, handsets and faults, apart from all others. */
export class Account {
  readonly sid: string;
  authToken: string;
  friendlyName: string;
  /** The account that this one is a subaccount of; its own SID when it is nobody's. */
  readonly ownerSid: string;
  readonly clock: Clock;
  readonly createdAt: number;
  /** The carrier's own address, for media URLs. */
  readonly origin: () => string;
  options: AccountOptions = {
    whisperHangupReports: "completed",
    abandonReports: "canceled",
    recordingStarts: "bridge",
  };
  readonly numbers = new Map<string, NumberData>();
  readonly applications = new Map<string, ApplicationData>();
  readonly calls = new Map<string, Call>();
  readonly recordings = new Map<string, RecordingData>();
  readonly handsets = new Map<string, Handset>();
  readonly inFlight = new InFlight();
  readonly faults = new Faults();
  journal = new Journal();
  /** Webhooks that a "reorder" fault holds back until another has been sent. */
  readonly held: (() => void)[] = [];
  #answeredWebhook = new Map<string, () => void>();
  /** Since when the next call of the API may be dialled: one a second. */
  nextDialAt = 0;

  constructor(init: {
    sid: string;
    authToken: string;
    friendlyName: string;
    ownerSid?: string;
    clock: Clock;
    createdAt?: number;
    origin: () => string;
  }) {
    this.sid = init.sid;
    this.authToken = init.authToken;
    this.friendlyName = init.friendlyName;
    this.ownerSid = init.ownerSid ?? init.sid;
    this.clock = init.clock;
    this.createdAt = init.createdAt ?? init.clock.now();
    this.origin = init.origin;
  }

  log(entry: LogInput): void {
    this.journal.add(this.clock.now(), entry);
  }

  /** Resolves when the first webhook of this call has been answered or given up. */
  firstWebhook(callSid: string): Promise<void> {
    return new Promise((resolve) => this.#answeredWebhook.set(callSid, resolve));
  }

  emitAnswered(callSid: string | null): void {
    if (callSid === null) return;
    this.#answeredWebhook.get(callSid)?.();
    this.#answeredWebhook.delete(callSid);
  }

  /** Ends what is going on and forgets it; numbers and their settings stay. */
  reset(): void {
    this.faults.clear();
    this.clock.close();
    // Children first, so that no parent ends them the ordinary way.
    for (const call of [...this.calls.values()].reverse()) call.abandon();
    this.calls.clear();
    this.recordings.clear();
    this.handsets.clear();
    this.held.length = 0;
    this.nextDialAt = 0;
    this.journal.clear();
  }

  numberOf(phoneNumber: string): NumberData | undefined {
    return [...this.numbers.values()].find((number) => number.phoneNumber === phoneNumber);
  }

  /** The handset with this number; one that nobody declared is a manual one. */
  handset(phoneNumber: string): Handset {
    const known = this.handsets.get(phoneNumber);
    if (known) return known;
    const made = new Handset(this, phoneNumber, formatted(phoneNumber));
    this.handsets.set(phoneNumber, made);
    return made;
  }
}
