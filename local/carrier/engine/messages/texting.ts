import type { Account } from "@/local/carrier/engine/account";
import type { MessageStatus, Texting } from "@/local/carrier/engine/messages/message";
import { perAccount } from "@/local/carrier/engine/per-account";
import { isTollFree } from "@/local/carrier/phone-number";

/** How texts to each handset go, where it is not the usual way. */
export const textingOf = perAccount(() => new Map<string, Texting>());

export type Outcome = {
  /** What the carrier reports in the end; nothing where it never does. */
  status: Extract<MessageStatus, "delivered" | "undelivered" | "failed"> | null;
  errorCode: number | null;
  afterMs: number;
};

const DELIVERY_MS = 1500;
const SLOW_MS = 90_000;

const ERRORS: Partial<Record<Texting, number>> = {
  landline: 30006,
  unreachable: 30003,
  unknown: 30005,
  filtered: 30007,
  error: 30008,
};

/** How a text to this number ends (https://www.twilio.com/docs/api/errors). */
export function outcomeOf(account: Account, { from, to }: { from: string; to: string }): Outcome {
  const texting = textingOf(account).get(to) ?? "delivers";
  const isDelivered = ["delivers", "slow", "not-mobile"].includes(texting);
  if (isDelivered) {
    const afterMs = texting === "slow" ? SLOW_MS : DELIVERY_MS;
    return { status: "delivered", errorCode: null, afterMs };
  }
  if (texting === "silent") return { status: null, errorCode: null, afterMs: 0 };
  const unregistered = isTollFree(from) ? 30032 : 30034;
  return {
    status: "undelivered",
    errorCode: ERRORS[texting] ?? unregistered,
    afterMs: DELIVERY_MS,
  };
}
