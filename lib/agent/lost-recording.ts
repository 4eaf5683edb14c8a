import "server-only";
import { findLine } from "@/lib/lines/line";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";
import { isOver, twilioFailure } from "@/lib/twilio/refusal";

type Lost = { account_sid: string; call_sid: string; ended_at: string };
type Made = { source: string; status: string; startTime: Date };

/** A talk's end is by its process's clock, a recording's start by Twilio's: how far they differ. */
const clocksMs = 30_000;

/**
 * Ends what the process of a voice agent recorded and has not ended, being lost or refused. Gives
 * how many recordings that were.
 */
export async function endLostRecording({ account_sid, call_sid, ended_at }: Lost): Promise<number> {
  const found = await findLine(account_sid);
  if (!found) return 0;
  const leg = twilioClient(openCredentials(found.line.tenant_id, found.line)).calls(call_sid);
  const made = await unlessOver(() => leg.recordings.list({ limit: 20 }));
  let ended = 0;
  for (const { sid } of lostOf(made ?? [], new Date(ended_at))) {
    if (await unlessOver(() => leg.recordings(sid).update({ status: "stopped" }))) ended += 1;
  }
  return ended;
}

/** Null where the leg or its recording is over or gone. */
async function unlessOver<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (isOver(twilioFailure(error))) return null;
    throw error;
  }
}

/**
 * Of a leg's recordings those of a talk that still run: made by the API, unlike a <Dial>'s, and
 * started before the talk ended. Only the leg's first has a margin for the clocks: any other may be
 * of the room or the agent that came next.
 */
export function lostOf<Row extends Made>(recordings: readonly Row[], ended: Date): Row[] {
  return recordings
    .filter(({ source }) => source === "StartCallRecordingAPI")
    .sort((one, other) => one.startTime.getTime() - other.startTime.getTime())
    .filter(({ status, startTime }, index) => {
      const until = ended.getTime() + (index === 0 ? clocksMs : 0);
      return status === "in-progress" && startTime.getTime() <= until;
    });
}
