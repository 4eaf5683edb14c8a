import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { fingerprint } from "@/lib/numbers/decide";
import type { PhoneNumber } from "@/lib/numbers/store";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import {
  findNumber,
  listNumbers,
  type MessageWebhooks,
  type NumberWebhooks,
  type TwilioNumber,
} from "@/lib/twilio/numbers";
import { messageUrl, voiceUrl } from "@/lib/twilio/urls";
import { requireCredentials } from "@/lib/twilio-account/connection";

/** Where Ringbook wants a number's calls. */
export function wantedWebhooks(): NumberWebhooks {
  return {
    voice_url: voiceUrl("answer"),
    voice_method: "POST",
    status_callback: voiceUrl("status"),
    status_callback_method: "POST",
    voice_application_sid: "",
    trunk_sid: "",
  };
}

/** Where Ringbook wants a number's messages. */
export function wantedMessages(): MessageWebhooks {
  return { sms_url: messageUrl("incoming"), sms_method: "POST", sms_application_sid: "" };
}

export type AtTwilio = { credentials: TwilioCredentials } & TwilioNumber;

/**
 * What Twilio has for the saved number now. Throws in words when it cannot be asked or has no such
 * number.
 */
export async function readAtTwilio(member: Member, number: PhoneNumber): Promise<AtTwilio> {
  const credentials = await requireCredentials(member);
  const found = await findNumber(credentials, number.number);
  if (!found) {
    throw new AppError("conflict", "number_gone", "The number is no longer in the Twilio account.");
  }
  return { credentials, ...found };
}

/** Refuses when Twilio has something else by now than what someone agreed to replace. */
export function requireSeen(now: NumberWebhooks, seen: string): void {
  if (fingerprint(now) === seen) return;
  throw new AppError(
    "conflict",
    "changed_meanwhile",
    "These settings were changed at Twilio in the meantime. Close this and check the current settings.",
  );
}

/** The numbers of the tenant's Twilio account as Twilio has them now, or why it cannot say. */
export async function listAtTwilio(member: Member): Promise<TwilioNumber[] | AppError> {
  try {
    return await listNumbers(await requireCredentials(member));
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
