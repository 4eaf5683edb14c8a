import type { Account } from "@/local/carrier/engine/account";
import { serviceOf } from "@/local/carrier/engine/messages/services";
import type { Fallback, Method, NumberData } from "@/local/carrier/model";

export type SmsSettings = { url: string; method: Method; fallback: Fallback };

/**
 * Whom a number's messages are given to: its Messaging Service, unless that leaves it to the
 * number; there, a TwiML app goes before the number's own webhook.
 */
export function smsSettings(account: Account, number: NumberData): SmsSettings | null {
  const service = serviceOf(account, number.phoneNumber);
  if (service && !service.useInboundWebhookOnNumber) {
    const { inboundRequestUrl: url, inboundMethod, fallbackUrl, fallbackMethod } = service;
    const fallback = fallbackUrl ? { url: fallbackUrl, method: fallbackMethod } : null;
    return url ? { url, method: inboundMethod, fallback } : null;
  }
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
