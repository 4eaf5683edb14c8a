import "server-only";
import { findMailbox } from "@/lib/reconcile/mailbox";
import { recordEvent } from "@/lib/record/event";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";

/** Records what Twilio has of the recordings of a leg, most often a call's first. */
export async function noteRecordings(
  tenantId: string,
  callId: string,
  credentials: TwilioCredentials,
  legSid: string,
  now: Date,
): Promise<void> {
  const { recordings } = twilioClient(credentials);
  for (const recording of await recordings.list({ callSid: legSid, limit: 20 })) {
    // Twilio may work on the file for a while yet: known of, it is waited for.
    const status = isReady(recording.status) ? recording.status : "in-progress";
    const isMessage = recording.source === "RecordVerb" && status === "completed";
    const mailbox = isMessage ? await findMailbox(tenantId, callId) : null;
    await recordEvent(tenantId, {
      type: "rest.recording",
      // Not the webhook's key: each is kept whole, whichever comes first.
      dedupe_key: ["rest", "recording", recording.sid, status].join(":"),
      call_id: callId,
      call_sid: legSid,
      occurred_at: recording.startTime.toISOString(),
      received_at: now.toISOString(),
      recording: {
        sid: recording.sid,
        status,
        duration: status === "completed" ? Number(recording.duration) : undefined,
        channels: recording.channels,
        source: recording.source,
        started_at: recording.startTime.toISOString(),
      },
      ...(mailbox && { routing: { mailbox } }),
      data: { ...recording.toJSON(), ...(mailbox && { mailbox }) },
    });
  }
}

function isReady(status: string): status is "completed" | "absent" {
  return status === "completed" || status === "absent";
}
