import "server-only";
import { AppError, adminsOnly } from "@/lib/core/errors";
import type { Turn } from "@/lib/core/job";
import {
  claimDeletions,
  finishDeletion,
  requestDeletion,
  type ToDelete,
} from "@/lib/recordings/machine";
import { openCredentials } from "@/lib/twilio/credentials";
import { deleteAtTwilio } from "@/lib/twilio/recordings";
import { refusalSentence, twilioFailure } from "@/lib/twilio/refusal";

const atOnce = 8;

/**
 * Deletes, at Twilio and here, the recordings that were kept as long as their tenants keep them,
 * and those an admin wants gone.
 */
export async function retireRecordings(turn: Turn): Promise<{ deleted: number }> {
  let deleted = 0;
  while (!turn.over) {
    const due = await claimDeletions(new Date(), atOnce);
    const went = await Promise.all(due.map(retire));
    deleted += went.filter((outcome) => outcome === "deleted").length;
    if (due.length < atOnce) break;
  }
  return { deleted };
}

/**
 * An admin deletes one recording. Throws 403, 404, or 502 when Twilio did not do it: then it is
 * tried again by itself.
 */
export async function deleteRecording(
  member: { user_id: string; tenant: { id: string } },
  recordingId: string,
  now: Date,
): Promise<void> {
  const deletion = await requestDeletion(member.tenant.id, member.user_id, recordingId, now);
  if (!deletion || "refused" in deletion) {
    throw deletion?.refused === "not_admin"
      ? adminsOnly()
      : new AppError("not_found", "recording_not_found", "This recording no longer exists.");
  }
  if ((await retire(deletion)) === "deleted") return;
  throw new AppError(
    "upstream",
    "recording_not_deleted",
    "Twilio hasn't deleted it yet. Ringbook keeps trying until it's done.",
  );
}

async function retire(recording: ToDelete): Promise<"deleted" | "kept"> {
  try {
    const answer = await deleteAtTwilio(
      openCredentials(recording.tenant_id, recording),
      recording.recording_sid,
    );
    await finishDeletion(recording, { answer }, new Date());
    return "deleted";
  } catch (error) {
    const failure = twilioFailure(error);
    console.error(`recording ${recording.recording_id} could not be deleted: ${failure.message}`);
    const reason =
      failure.kind === "refused" ? refusalSentence(failure.code) : "Twilio couldn't be reached.";
    await finishDeletion(recording, { error: reason }, new Date()).catch((cause: unknown) =>
      console.error(cause instanceof Error ? cause.message : cause),
    );
    return "kept";
  }
}
