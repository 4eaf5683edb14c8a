import type { AccountSpec } from "@/local/carrier/control/types";
import type { Account } from "@/local/carrier/engine/account";
import type { NumberData } from "@/local/carrier/model";
import { sidFor } from "@/local/carrier/sid";

/** A number as it is when an account gets it: nothing is set but what is wanted. */
export function newNumber(account: Account, wanted: AccountSpec["numbers"][number]): NumberData {
  const now = account.clock.now();
  return {
    sid: sidFor("PN", account.sid + wanted.phoneNumber),
    phoneNumber: wanted.phoneNumber,
    friendlyName: wanted.friendlyName ?? wanted.phoneNumber,
    voiceUrl: wanted.voiceUrl ?? "",
    voiceMethod: "POST",
    voiceFallbackUrl: "",
    voiceFallbackMethod: "POST",
    statusCallback: wanted.statusCallback ?? "",
    statusCallbackMethod: "POST",
    voiceApplicationSid: wanted.voiceApplicationSid ?? null,
    trunkSid: wanted.trunkSid ?? null,
    voiceCallerIdLookup: false,
    voiceReceiveMode: "voice",
    smsUrl: wanted.smsUrl ?? "",
    smsMethod: "POST",
    smsFallbackUrl: "",
    smsFallbackMethod: "POST",
    smsApplicationSid: null,
    emergencyStatus: "Inactive",
    emergencyAddressSid: null,
    identitySid: null,
    addressSid: null,
    bundleSid: null,
    createdAt: now,
    updatedAt: now,
  };
}
