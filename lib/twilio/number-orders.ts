import "server-only";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import type { MessageWebhooks, NumberWebhooks } from "@/lib/twilio/numbers";
import { type TwilioFailure, twilioFailure } from "@/lib/twilio/refusal";

type Refused = Extract<TwilioFailure, { kind: "refused" }>;

/** What became of a purchase; with "unknown" it may have been carried out. */
export type Purchase =
  | { kind: "bought"; sid: string; sms: boolean }
  | Refused
  | { kind: "unknown" };
export type Release = { kind: "released" } | Refused | { kind: "unknown" };

/** Where everything of a new number goes; the fallback is a file, asked for with GET. */
export type BoughtWebhooks = {
  calls: NumberWebhooks;
  messages: MessageWebhooks;
  fallback_url: string;
};

/** Twilio's SIDs of what a country asks for. */
export type Papers = { bundle_sid: string | null; address_sid: string | null };

/** Buys a number (E.164) whose calls and messages come here from its first second on. */
export async function buyAtTwilio(
  credentials: TwilioCredentials,
  number: string,
  { calls, messages, fallback_url }: BoughtWebhooks,
  { bundle_sid, address_sid }: Papers,
): Promise<Purchase> {
  try {
    const { sid, capabilities } = await twilioClient(credentials).incomingPhoneNumbers.create({
      phoneNumber: number,
      voiceUrl: calls.voice_url,
      voiceMethod: calls.voice_method,
      voiceFallbackUrl: fallback_url,
      voiceFallbackMethod: "GET",
      statusCallback: calls.status_callback,
      statusCallbackMethod: calls.status_callback_method,
      smsUrl: messages.sms_url,
      smsMethod: messages.sms_method,
      ...(bundle_sid && { bundleSid: bundle_sid }),
      ...(address_sid && { addressSid: address_sid }),
    });
    return { kind: "bought", sid, sms: capabilities?.sms !== false };
  } catch (error) {
    return failed(error);
  }
}

/** Gives a number back; one that Twilio does not know is given back already. */
export async function releaseAtTwilio(
  credentials: TwilioCredentials,
  sid: string,
): Promise<Release> {
  try {
    await twilioClient(credentials).incomingPhoneNumbers(sid).remove();
    return { kind: "released" };
  } catch (error) {
    const failure = failed(error);
    if (failure.kind === "refused" && failure.status === 404) return { kind: "released" };
    return failure;
  }
}

/** A request that was not sent is nothing that may have been carried out; the next try asks. */
function failed(error: unknown): Refused | { kind: "unknown" } {
  const failure = twilioFailure(error);
  return failure.kind === "refused" ? failure : { kind: "unknown" };
}
