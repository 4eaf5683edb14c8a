import "server-only";
import { findLine } from "@/lib/lines/line";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";
import { twilioFailure } from "@/lib/twilio/refusal";

/** A leg that is over cannot be ended: https://www.twilio.com/docs/api/errors/21220 */
const alreadyOver = new Set([21220, 20404]);

/** Ends a leg at Twilio; 0 where it is over, or the account is nobody's any more. */
export async function endTestCall(accountSid: string, callSid: string): Promise<number> {
  const found = await findLine(accountSid);
  if (!found) return 0;
  const { calls } = twilioClient(openCredentials(found.line.tenant_id, found.line));
  try {
    await calls(callSid).update({ status: "completed" });
    return 1;
  } catch (error) {
    const failure = twilioFailure(error);
    if (failure.kind === "refused" && alreadyOver.has(failure.code)) return 0;
    throw error;
  }
}
