import "server-only";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { twilioFailure } from "@/lib/twilio/refusal";
import { asAppError } from "@/lib/twilio/upstream";

/** A number that the account may show: https://www.twilio.com/docs/voice/api/outgoing-caller-ids */
export type TwilioCallerId = { sid: string; number: string; name: string };

/**
 * The account's verified caller IDs, those of one number (E.164) where it is given. Throws AppError
 * `upstream`.
 */
export async function listCallerIds(
  credentials: TwilioCredentials,
  number?: string,
): Promise<TwilioCallerId[]> {
  const wanted = number === undefined ? {} : { phoneNumber: number };
  try {
    const found = await twilioClient(credentials).outgoingCallerIds.list({ ...wanted, limit: 500 });
    return found.map(({ sid, phoneNumber, friendlyName }) => ({
      ...{ sid, number: phoneNumber, name: friendlyName },
    }));
  } catch (error) {
    throw asAppError(error);
  }
}

export type Validation =
  | { kind: "called"; code: string }
  | { kind: "verified_already" }
  | { kind: "refused"; code: number }
  | { kind: "unknown" };

const alreadyValidated = 21450;

/** Has Twilio call a number, where the code that is given is to be typed. */
export async function validateCallerId(
  credentials: TwilioCredentials,
  { number, name }: { number: string; name: string | null },
): Promise<Validation> {
  try {
    const { validationCode } = await twilioClient(credentials).validationRequests.create({
      phoneNumber: number,
      ...(name && { friendlyName: name }),
    });
    return { kind: "called", code: validationCode };
  } catch (error) {
    const failure = twilioFailure(error);
    if (failure.kind !== "refused") return { kind: "unknown" };
    const { code } = failure;
    return code === alreadyValidated ? { kind: "verified_already" } : { kind: "refused", code };
  }
}

/**
 * Takes a caller ID out of the account; one that Twilio does not know is out already. Throws
 * AppError `upstream`.
 */
export async function deleteCallerId(credentials: TwilioCredentials, sid: string): Promise<void> {
  try {
    await twilioClient(credentials).outgoingCallerIds(sid).remove();
  } catch (error) {
    const failure = twilioFailure(error);
    if (failure.kind !== "refused" || failure.status !== 404) throw asAppError(error);
  }
}
