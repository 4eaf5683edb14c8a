import "server-only";
import type { twilioClient } from "@/lib/twilio/client";
import { voiceUrl } from "@/lib/twilio/urls";

/**
 * Records a live leg from now on: both sides, each on a channel of its own. Throws what Twilio's
 * client throws; gives the recording's SID.
 * https://www.twilio.com/docs/voice/api/recording#create-a-recording-resource
 */
export async function createRecording(
  client: ReturnType<typeof twilioClient>,
  callId: string,
  sid: string,
): Promise<string> {
  const recording = await client.calls(sid).recordings.create({
    recordingChannels: "dual",
    recordingStatusCallback: voiceUrl("recording", { call: callId }),
    recordingStatusCallbackEvent: ["completed", "absent"],
  });
  return recording.sid;
}
