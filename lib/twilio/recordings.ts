import "server-only";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { twilioFailure } from "@/lib/twilio/refusal";

/**
 * Deletes a recording at Twilio and gives its answer: 204, or 404 when it had none by this SID any
 * more. Throws when nobody
 * knows. https://www.twilio.com/docs/voice/api/recording#delete-a-recording-resource
 */
export async function deleteAtTwilio(
  credentials: TwilioCredentials,
  recordingSid: string,
): Promise<204 | 404> {
  try {
    await twilioClient(credentials).recordings(recordingSid).remove();
    return 204;
  } catch (error) {
    const failure = twilioFailure(error);
    if (failure.kind === "refused" && failure.status === 404) return 404;
    throw error;
  }
}
