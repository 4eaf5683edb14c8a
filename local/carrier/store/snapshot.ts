import type { HandsetScript, LogEntry } from "@/local/carrier/control/types";
import type { Account } from "@/local/carrier/engine/account";
import { Call } from "@/local/carrier/engine/call";
import { callsOf } from "@/local/carrier/engine/calls";
import type { Directory } from "@/local/carrier/engine/directory";
import { handsetOf, handsetsOf } from "@/local/carrier/engine/handsets";
import { Journal } from "@/local/carrier/engine/journal";
import { priceLater, priceRecordingLater } from "@/local/carrier/engine/price";
import { completeLater, stopRecording } from "@/local/carrier/engine/recording";
import {
  type AccountOptions,
  type AddressData,
  type ApplicationData,
  type BundleData,
  type CallData,
  type CallerIdData,
  isLive,
  type KeyData,
  type MessagingServiceData,
  type NumberData,
  type RecordingData,
} from "@/local/carrier/model";
import { type KeptMessages, restoreMessages, takeMessages } from "@/local/carrier/store/messages";

const VERSION = 1;
const LOG_KEPT = 1000;

export type Snapshot = KeptMessages & {
  version: typeof VERSION;
  sid: string;
  authToken: string;
  friendlyName: string;
  /** Absent in what was kept before there were subaccounts. */
  ownerSid?: string;
  clock: "real" | "virtual";
  nowMs: number;
  createdAt: number;
  options: AccountOptions;
  numbers: NumberData[];
  applications: ApplicationData[];
  /** Absent in what was kept before there were API keys. */
  keys?: KeyData[];
  handsets: { phoneNumber: string; label: string; script: HandsetScript }[];
  calls: CallData[];
  recordings: RecordingData[];
  /** Absent in what was kept before there were messages. */
  services?: MessagingServiceData[];
  addresses?: AddressData[];
  bundles?: BundleData[];
  callerIds?: CallerIdData[];
  log: LogEntry[];
};

export function takeSnapshot(account: Account): Snapshot {
  return {
    version: VERSION,
    sid: account.sid,
    authToken: account.authToken,
    friendlyName: account.friendlyName,
    ownerSid: account.ownerSid,
    clock: account.clock.kind,
    nowMs: account.clock.now(),
    createdAt: account.createdAt,
    options: account.options,
    numbers: [...account.numbers.values()],
    applications: [...account.applications.values()],
    keys: [...account.keys.values()],
    handsets: [...handsetsOf(account).values()].map(({ phoneNumber, label, script }) => ({
      phoneNumber,
      label,
      script,
    })),
    calls: [...callsOf(account).values()].map((call) => call.data),
    recordings: [...account.recordings.values()],
    services: [...account.services.values()],
    addresses: [...account.addresses.values()],
    bundles: [...account.bundles.values()],
    callerIds: [...account.callerIds.values()],
    ...takeMessages(account),
    log: account.journal.entries.slice(-LOG_KEPT),
  };
}

/** Brings an account back; calls that were live when the carrier stopped have ended. */
export function restoreSnapshot(directory: Directory, kept: Snapshot): Account {
  const account = directory.add(kept);
  account.options = { ...account.options, ...kept.options };
  account.journal = new Journal(undefined, kept.log);
  for (const number of kept.numbers) account.numbers.set(number.sid, number);
  for (const app of kept.applications) account.applications.set(app.sid, app);
  for (const key of kept.keys ?? []) account.keys.set(key.sid, key);
  for (const address of kept.addresses ?? []) account.addresses.set(address.sid, address);
  for (const bundle of kept.bundles ?? []) account.bundles.set(bundle.sid, bundle);
  for (const callerId of kept.callerIds ?? []) account.callerIds.set(callerId.sid, callerId);
  for (const service of kept.services ?? []) account.services.set(service.sid, service);
  for (const { phoneNumber, label, script } of kept.handsets) {
    Object.assign(handsetOf(account, phoneNumber), { label, script });
  }
  for (const data of kept.calls) {
    if (data.endedAt === null) {
      data.status = data.answeredAt === null ? "failed" : "completed";
      data.endedAt = account.clock.now();
      data.updatedAt = data.endedAt;
    }
    callsOf(account).set(data.sid, new Call(account, data, null));
    // A price far in the past was meant to stay unknown.
    const isRecent = account.clock.now() - data.endedAt < 60_000;
    if (data.price === null && data.answeredAt !== null && isRecent) priceLater(account, data);
  }
  for (const recording of kept.recordings) {
    account.recordings.set(recording.sid, recording);
    if (isLive(recording)) stopRecording(account, recording);
    else if (recording.status === "processing") completeLater(account, recording);
    else if (recording.status === "completed" && recording.price === null) {
      priceRecordingLater(account, recording);
    }
  }
  restoreMessages(account, kept);
  return account;
}
