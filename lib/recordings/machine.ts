import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";

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

/**
 * Notes in the audit log who hears a recording: once an hour, however many pieces a player asks
 * for.
 */
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

const ToDelete = z.object({
  tenant_id: z.uuid(),
  recording_id: z.uuid(),
  recording_sid: z.string().regex(/^RE[0-9a-f]{32}$/),
  account_sid: z.string(),
  auth_token_ciphertext: z.string(),
});

/** A recording that is to be deleted at Twilio, with what is needed to do so. */
export type ToDelete = z.infer<typeof ToDelete>;

const Requested = z.union([z.object({ refused: z.enum(["not_admin", "not_there"]) }), ToDelete]);

/**
 * Notes that an admin wants a recording deleted, or gives why not; null when there is no Twilio
 * account to ask.
 */
export async function requestDeletion(
  tenantId: string,
  userId: string,
  recordingId: string,
  now: Date,
) {
  return Requested.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.request_deletion(${tenantId}, ${userId}, ${recordingId}, ${now.toISOString()}) as result`,
    ),
  );
}

/** Recordings that are due to be deleted, each claimed for a minute. */
export async function claimDeletions(now: Date, howMany: number): Promise<ToDelete[]> {
  return z
    .array(ToDelete)
    .parse(
      await callMachine(
        (sql) => sql`select machine.claim_deletions(${now.toISOString()}, ${howMany}) as result`,
      ),
    );
}

/**
 * Keeps Twilio's answer to a deletion as its receipt, or why there was none: then it is tried again
 * later.
 */
export async function finishDeletion(
  { tenant_id, recording_id }: ToDelete,
  outcome: { answer: 204 | 404 } | { error: string },
  now: Date,
): Promise<void> {
  const answer = "answer" in outcome ? outcome.answer : null;
  const error = "error" in outcome ? outcome.error : null;
  await callMachine(
    (sql) =>
      sql`select machine.finish_deletion(${tenant_id}, ${recording_id}, ${answer}, ${error}, ${now.toISOString()}) as result`,
  );
}
