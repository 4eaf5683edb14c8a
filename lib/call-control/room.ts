import "server-only";
import { type CallAtTwilio, refused } from "@/lib/call-control/moves";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";
import { supervisionTwiml } from "@/lib/twilio/urls";
import type { Heard } from "@/lib/voice/decision";
import { roomName } from "@/lib/voice/render-control";

/** The room of a call at Twilio; null where nobody is in it. */
async function roomOf(call: CallAtTwilio) {
  const { conferences } = twilioClient(openCredentials(call.tenant_id, call));
  const friendlyName = roomName(call.call_id);
  const [room] = await conferences.list({ friendlyName, status: "in-progress", limit: 1 });
  return room ? conferences(room.sid) : null;
}

type Changes = { muted?: boolean } & Partial<{ coaching: boolean; callSidToCoach: string }>;

/**
 * Changes how somebody in the room is heard; false where nobody is in it.
 * https://www.twilio.com/docs/voice/api/conference-participant-resource#update-a-participant-resource
 */
export async function changeParticipant(
  call: CallAtTwilio,
  sid: string,
  changes: Changes,
): Promise<boolean> {
  try {
    const room = await roomOf(call);
    if (!room) return false;
    await room.participants(sid).update(changes);
    return true;
  } catch (error) {
    throw refused(error);
  }
}

/** Who hears a supervisor, as the API takes it. */
export const changesOf = ({ isMuted, coaches }: Heard): Changes => ({
  muted: isMuted,
  coaching: coaches !== null,
  ...(coaches !== null && { callSidToCoach: coaches }),
});

/** Everybody in the room hears that somebody listens; false where nobody is in it. */
export async function announceSupervision(call: CallAtTwilio): Promise<boolean> {
  const room = await roomOf(call);
  if (!room) return false;
  await room.update({ announceUrl: supervisionTwiml(), announceMethod: "GET" });
  return true;
}
