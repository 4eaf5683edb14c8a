import { randomBytes } from "node:crypto";
import type { AccountSpec, EnsuredAccount } from "@/local/carrier/control/types";
import { Account } from "@/local/carrier/engine/account";
import { realClock, VirtualClock } from "@/local/carrier/engine/clock";
import { handsetOf, handsetsOf } from "@/local/carrier/engine/handsets";
import { newNumber } from "@/local/carrier/engine/new-number";
import type { SipServer } from "@/local/carrier/engine/sip-server";
import type { AddressData, ApplicationData, BundleData } from "@/local/carrier/model";
import { newSid, sidFor } from "@/local/carrier/sid";

/** All accounts of the carrier. */
export class Directory {
  readonly #accounts = new Map<string, Account>();
  readonly #origin: () => string;
  readonly #onAdd: (account: Account) => void;
  readonly #sip: SipServer | null;

  constructor(
    origin: () => string,
    onAdd: (account: Account) => void,
    sip: SipServer | null = null,
  ) {
    this.#origin = origin;
    this.#onAdd = onAdd;
    this.#sip = sip;
  }

  find(sid: string): Account | undefined {
    return this.#accounts.get(sid);
  }

  /** The account that this API key belongs to. */
  withKey(sid: string): Account | undefined {
    return this.all().find(({ keys }) => keys.has(sid));
  }

  all(): Account[] {
    return [...this.#accounts.values()];
  }

  add(init: {
    sid: string;
    authToken: string;
    friendlyName: string;
    ownerSid?: string;
    clock: "real" | "virtual";
    nowMs: number;
    createdAt?: number;
  }): Account {
    const account = new Account({
      ...init,
      clock: init.clock === "real" ? realClock() : new VirtualClock(init.nowMs),
      origin: this.#origin,
      sip: this.#sip,
    });
    this.#accounts.set(account.sid, account);
    return account;
  }

  /** Whether somebody has this number already: an account, or a person with a handset. */
  isTaken(phoneNumber: string): boolean {
    return this.all().some(
      (account) => account.numberOf(phoneNumber) || handsetsOf(account).has(phoneNumber),
    );
  }

  /** A subaccount, with a SID and a token of its own and the clock of its owner. */
  addSubaccount(owner: Account, friendlyName: string): Account {
    const account = this.add({
      sid: newSid("AC"),
      authToken: randomBytes(16).toString("hex"),
      friendlyName,
      ownerSid: owner.sid,
      clock: owner.clock.kind,
      nowMs: owner.clock.now(),
    });
    this.#onAdd(account);
    return account;
  }

  /** Creates what is missing; webhook settings that a number has already are left alone. */
  ensure(spec: AccountSpec, nowMs: number): EnsuredAccount {
    const sid = spec.sid ?? newSid("AC");
    const account =
      this.find(sid) ??
      this.add({
        sid,
        authToken: spec.authToken ?? randomBytes(16).toString("hex"),
        friendlyName: spec.friendlyName,
        clock: spec.clock,
        nowMs: spec.startsAt === undefined ? nowMs : Date.parse(spec.startsAt),
      });
    this.#onAdd(account);
    Object.assign(account.options, spec.options);
    for (const wanted of spec.numbers) {
      if (account.numberOf(wanted.phoneNumber)) continue;
      const made = newNumber(account, wanted);
      account.numbers.set(made.sid, made);
    }
    for (const wanted of spec.applications ?? []) {
      if (!account.applications.has(wanted.sid)) {
        account.applications.set(wanted.sid, newApplication(account, wanted));
      }
    }
    for (const wanted of spec.addresses ?? []) {
      const made = newAddress(account, wanted);
      if (!account.addresses.has(made.sid)) account.addresses.set(made.sid, made);
    }
    for (const wanted of spec.bundles ?? []) {
      const made = newBundle(account, wanted);
      if (!account.bundles.has(made.sid)) account.bundles.set(made.sid, made);
    }
    for (const { phoneNumber, label } of spec.handsets ?? []) {
      handsetOf(account, phoneNumber).label = label;
    }
    account.journal.changed();
    return {
      sid,
      authToken: account.authToken,
      numbers: [...account.numbers.values()].map((number) => ({
        sid: number.sid,
        phoneNumber: number.phoneNumber,
      })),
    };
  }

  close(): void {
    for (const account of this.#accounts.values()) account.clock.close();
  }
}

function newApplication(
  account: Account,
  wanted: NonNullable<AccountSpec["applications"]>[number],
): ApplicationData {
  const now = account.clock.now();
  return {
    sid: wanted.sid,
    friendlyName: wanted.friendlyName,
    voiceUrl: wanted.voiceUrl ?? "",
    voiceMethod: "POST",
    voiceFallbackUrl: "",
    voiceFallbackMethod: "POST",
    statusCallback: "",
    statusCallbackMethod: "POST",
    createdAt: now,
    updatedAt: now,
  };
}

function newAddress(
  account: Account,
  wanted: NonNullable<AccountSpec["addresses"]>[number],
): AddressData {
  const sid = sidFor("AD", account.sid + wanted.friendlyName);
  return { sid, createdAt: account.clock.now(), region: "", ...wanted };
}

function newBundle(
  account: Account,
  wanted: NonNullable<AccountSpec["bundles"]>[number],
): BundleData {
  const sid = sidFor("BU", account.sid + wanted.friendlyName);
  return { sid, createdAt: account.clock.now(), ...wanted };
}
