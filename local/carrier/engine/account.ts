import type { LogInput } from "@/local/carrier/control/types";
import type { Clock } from "@/local/carrier/engine/clock";
import { Faults } from "@/local/carrier/engine/faults";
import { InFlight } from "@/local/carrier/engine/in-flight";
import { Journal } from "@/local/carrier/engine/journal";
import type { SipServer } from "@/local/carrier/engine/sip-server";
import {
  type AccountOptions,
  type AddressData,
  type ApplicationData,
  type BundleData,
  type CallerIdData,
  type KeyData,
  type MessagingServiceData,
  type NumberData,
  type RecordingData,
  USUAL_OPTIONS,
} from "@/local/carrier/model";

/**
 * One Twilio account: its own clock, numbers, recordings and faults, apart from all others. Calls,
 * phones and every other subject keep their own state for it (`perAccount`).
 */
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
  /** Takes calls to SIP addresses of its hosts; a handset plays any other. */
  readonly sip: SipServer | null;
  options: AccountOptions = { ...USUAL_OPTIONS };
  readonly numbers = new Map<string, NumberData>();
  readonly applications = new Map<string, ApplicationData>();
  readonly keys = new Map<string, KeyData>();
  readonly services = new Map<string, MessagingServiceData>();
  readonly addresses = new Map<string, AddressData>();
  readonly bundles = new Map<string, BundleData>();
  readonly callerIds = new Map<string, CallerIdData>();
  readonly recordings = new Map<string, RecordingData>();
  readonly inFlight = new InFlight();
  readonly faults = new Faults();
  journal = new Journal();
  /** Webhooks that a "reorder" fault holds back until another has been sent. */
  readonly delayed: (() => void)[] = [];
  #answeredWebhook = new Map<string, () => void>();
  /** Since when the next call of the API may be dialled: one a second. */
  nextDialAt = 0;
  #atReset: (() => void)[] = [];

  constructor(init: {
    sid: string;
    authToken: string;
    friendlyName: string;
    ownerSid?: string;
    clock: Clock;
    createdAt?: number;
    origin: () => string;
    sip: SipServer | null;
  }) {
    this.sid = init.sid;
    this.authToken = init.authToken;
    this.friendlyName = init.friendlyName;
    this.ownerSid = init.ownerSid ?? init.sid;
    this.clock = init.clock;
    this.createdAt = init.createdAt ?? init.clock.now();
    this.origin = init.origin;
    this.sip = init.sip;
  }

  log(entry: LogInput): void {
    this.journal.add(this.clock.now(), entry);
  }

  /** Resolves when the first webhook of this call or message has been answered or given up. */
  firstWebhook(sid: string): Promise<void> {
    return new Promise((resolve) => this.#answeredWebhook.set(sid, resolve));
  }

  emitAnswered(sid: string | null): void {
    if (sid === null) return;
    this.#answeredWebhook.get(sid)?.();
    this.#answeredWebhook.delete(sid);
  }

  /** Runs once, at the next reset. */
  atReset(run: () => void): void {
    this.#atReset.push(run);
  }

  /** Ends what is going on and forgets it; numbers and their settings stay. */
  reset(): void {
    this.faults.clear();
    this.clock.close();
    for (const run of this.#atReset.splice(0)) run();
    this.recordings.clear();
    this.delayed.length = 0;
    this.nextDialAt = 0;
    this.journal.clear();
  }

  callerIdOf(phoneNumber: string): CallerIdData | undefined {
    return [...this.callerIds.values()].find((it) => it.phoneNumber === phoneNumber);
  }

  numberOf(phoneNumber: string): NumberData | undefined {
    return [...this.numbers.values()].find((number) => number.phoneNumber === phoneNumber);
  }
}
