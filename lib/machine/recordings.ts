import { z } from "zod";
import { callMachine } from "@/lib/machine/connection";

const RecordingPlace = z.object({
  account_sid: z.string(),
  auth_token_ciphertext: z.string(),
  /** Part of a URL at Twilio, so nothing but a SID. */
  recording_sid: z.string().regex(/^RE[0-9a-f]{32}$/),
  status: z.string(),
  channels: z.number().nullable(),
});

/** Where a recording lies at Twilio, for someone who may hear it; null for everyone else. */
export async function findRecording(tenantId: string, userId: string, recordingId: string) {
  return RecordingPlace.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.recording(${tenantId}, ${userId}, ${recordingId}) as result`,
    ),
  );
}

/** Notes in the audit log who hears a recording: once an hour, however many pieces a player asks for. */
export async function noteListening(
  tenantId: string,
  userId: string,
  recordingId: string,
  how: "listened" | "downloaded",
  now: Date,
): Promise<void> {
  await callMachine(
    (sql) =>
      sql`select machine.note_listening(${tenantId}, ${userId}, ${recordingId}, ${how}, ${now.toISOString()}) as result`,
  );
}
