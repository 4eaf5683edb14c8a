import "server-only";
import { findLine } from "@/lib/lines/line";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";
import { isOver, twilioFailure } from "@/lib/twilio/refusal";

/** Ends a leg at Twilio; 0 where it is over, or the account is nobody's any more. */
export async function endTestCall(accountSid: string, callSid: string): Promise<number> {
  const found = await findLine(accountSid);
  if (!found) return 0;
  const { calls } = twilioClient(openCredentials(found.line.tenant_id, found.line));
  try {
    await calls(callSid).update({ status: "completed" });
    return 1;
  } catch (error) {
    if (isOver(twilioFailure(error))) return 0;
    throw error;
  }
}
