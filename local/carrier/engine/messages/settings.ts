import type { Account } from "@/local/carrier/engine/account";
import type { Fallback, Method, NumberData } from "@/local/carrier/model";

export type SmsSettings = { url: string; method: Method; fallback: Fallback };

/** Whom a number's messages are given to: its TwiML app goes before its own webhook. */
export function smsSettings(account: Account, number: NumberData): SmsSettings | null {
  const app = number.smsApplicationSid && account.applications.get(number.smsApplicationSid);
  const source = number.smsApplicationSid ? app || null : number;
  if (!source?.smsUrl) return null;
  return {
    url: source.smsUrl,
    method: source.smsMethod ?? "POST",
    fallback: source.smsFallbackUrl
      ? { url: source.smsFallbackUrl, method: source.smsFallbackMethod ?? "POST" }
      : null,
  };
}
