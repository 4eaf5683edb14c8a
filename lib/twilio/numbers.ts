import "server-only";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { type NumberType, numberTypes } from "@/lib/twilio/number-types";
import { twilioFailure } from "@/lib/twilio/refusal";
import { asAppError } from "@/lib/twilio/upstream";

/**
 * Where Twilio sends a number's calls. A TwiML app overrides the URLs, a SIP trunk overrides both;
 * "" is none.
 */
export type NumberWebhooks = {
  voice_url: string;
  voice_method: string;
  status_callback: string;
  status_callback_method: string;
  voice_application_sid: string;
  trunk_sid: string;
};

/** Where Twilio sends a number's messages; a TwiML app overrides the URL. */
export type MessageWebhooks = { sms_url: string; sms_method: string; sms_application_sid: string };

export type TwilioNumber = {
  sid: string;
  number: string;
  type: NumberType;
  voice: boolean;
  sms: boolean;
  mms: boolean;
  webhooks: NumberWebhooks;
  messages: MessageWebhooks;
};

export type AccountCheck =
  | { kind: "active"; name: string }
  | { kind: "inactive"; status: string }
  | { kind: "refused" };

/** Whether Twilio accepts these credentials. Throws `upstream` when it does not answer. */
export async function checkAccount(credentials: TwilioCredentials): Promise<AccountCheck> {
  try {
    const account = await twilioClient(credentials)
      .api.v2010.accounts(credentials.accountSid)
      .fetch();
    if (account.status !== "active") return { kind: "inactive", status: account.status };
    return { kind: "active", name: account.friendlyName };
  } catch (error) {
    const failure = twilioFailure(error);
    // Twilio answers alike for a wrong token and for an account it does not know.
    if (failure.kind === "refused" && [401, 403, 404].includes(failure.status)) {
      return { kind: "refused" };
    }
    throw asAppError(error);
  }
}

/**
 * The account's number that is exactly `number` (E.164); null when it has none. Throws `upstream`.
 */
export async function findNumber(
  credentials: TwilioCredentials,
  number: string,
): Promise<TwilioNumber | null> {
  try {
    const { incomingPhoneNumbers } = twilioClient(credentials);
    const found = await incomingPhoneNumbers.list({ phoneNumber: number, limit: 50 });
    // Twilio finds every number that contains these digits.
    const exact = found.find(({ phoneNumber }) => phoneNumber === number);
    return exact ? readNumber(exact) : null;
  } catch (error) {
    throw asAppError(error);
  }
}

const maxNumbers = 1_000;

/** The account's numbers, at most 1,000. Throws `upstream`. */
export async function listNumbers(credentials: TwilioCredentials): Promise<TwilioNumber[]> {
  try {
    const { incomingPhoneNumbers } = twilioClient(credentials);
    return (await incomingPhoneNumbers.list({ limit: maxNumbers })).map(readNumber);
  } catch (error) {
    throw asAppError(error);
  }
}

/** Sets where a number's calls go; "" clears. Gives what Twilio has then. Throws `upstream`. */
export async function setWebhooks(
  credentials: TwilioCredentials,
  numberSid: string,
  webhooks: NumberWebhooks,
): Promise<NumberWebhooks> {
  try {
    const number = await twilioClient(credentials)
      .incomingPhoneNumbers(numberSid)
      .update({
        voiceUrl: webhooks.voice_url,
        voiceMethod: webhooks.voice_method || "POST",
        statusCallback: webhooks.status_callback,
        statusCallbackMethod: webhooks.status_callback_method || "POST",
        // Setting one clears the other, so only the one that is wanted is named, or both emptied.
        ...(webhooks.trunk_sid
          ? { trunkSid: webhooks.trunk_sid }
          : webhooks.voice_application_sid
            ? { voiceApplicationSid: webhooks.voice_application_sid }
            : { voiceApplicationSid: "", trunkSid: "" }),
      });
    return readNumber(number).webhooks;
  } catch (error) {
    throw asAppError(error);
  }
}

/** Sets where a number's messages go. Throws `upstream`. */
export async function setMessageWebhooks(
  credentials: TwilioCredentials,
  numberSid: string,
  { sms_url, sms_method, sms_application_sid }: MessageWebhooks,
): Promise<void> {
  try {
    await twilioClient(credentials)
      .incomingPhoneNumbers(numberSid)
      .update({
        smsUrl: sms_url,
        smsMethod: sms_method || "POST",
        smsApplicationSid: sms_application_sid,
      });
  } catch (error) {
    throw asAppError(error);
  }
}

type FetchedNumber = {
  sid: string;
  phoneNumber: string;
  type?: string;
  capabilities?: { voice?: boolean; sms?: boolean; mms?: boolean };
  smsUrl: string | null;
  smsMethod: string | null;
  smsApplicationSid: string | null;
  voiceUrl: string | null;
  voiceMethod: string | null;
  statusCallback: string | null;
  statusCallbackMethod: string | null;
  voiceApplicationSid: string | null;
  trunkSid: string | null;
};

function readNumber(number: FetchedNumber): TwilioNumber {
  return {
    sid: number.sid,
    number: number.phoneNumber,
    type: numberTypes.find((type) => type === number.type?.replace("-", "")) ?? "local",
    voice: number.capabilities?.voice !== false,
    sms: number.capabilities?.sms !== false,
    mms: number.capabilities?.mms !== false,
    messages: {
      sms_url: number.smsUrl ?? "",
      sms_method: number.smsMethod ?? "",
      sms_application_sid: number.smsApplicationSid ?? "",
    },
    webhooks: {
      voice_url: number.voiceUrl ?? "",
      voice_method: number.voiceMethod ?? "",
      status_callback: number.statusCallback ?? "",
      status_callback_method: number.statusCallbackMethod ?? "",
      voice_application_sid: number.voiceApplicationSid ?? "",
      trunk_sid: number.trunkSid ?? "",
    },
  };
}
