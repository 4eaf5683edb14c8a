import "server-only";
import { findLine } from "@/lib/lines/line";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";
import { isOver, twilioFailure } from "@/lib/twilio/refusal";

/** Twilio's clock and ours need not agree; nobody puts a person on hold so soon. */
const skewMs = 10_000;

type Lost = { account_sid: string; call_sid: string; ended_at: string };

/**
 * Ends what the process of a voice agent recorded and, being lost, has not ended: recordings of the
 * leg by the API that began before its talk was over. Gives how many.
 */
export async function endLostRecording({ account_sid, call_sid, ended_at }: Lost): Promise<number> {
  const found = await findLine(account_sid);
  if (!found) return 0;
  const leg = twilioClient(openCredentials(found.line.tenant_id, found.line)).calls(call_sid);
  const lost = (await leg.recordings.list({ limit: 20 })).filter(
    ({ source, status, startTime }) =>
      source === "StartCallRecordingAPI" &&
      status === "in-progress" &&
      startTime.getTime() <= Date.parse(ended_at) + skewMs,
  );
  let ended = 0;
  for (const { sid } of lost) {
    try {
      await leg.recordings(sid).update({ status: "stopped" });
      ended += 1;
    } catch (error) {
      if (!isOver(twilioFailure(error))) throw error;
    }
  }
  return ended;
}
