"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import { deleteRecording } from "@/lib/recordings/retire";
import { Assign, MarkHeard, OneVoicemail } from "@/lib/voicemail/schema";
import { assignVoicemail, markHeard, recordingOf } from "@/lib/voicemail/store";

export const setHeard = memberAction(MarkHeard, async (input, { db, tenant }) => {
  if (!(await markHeard(db, tenant.id, input))) throw gone();
  revalidatePath("/", "layout");
});

export const assign = memberAction(Assign, async (input, { db }) => {
  const assigned = await assignVoicemail(db, input);
  revalidatePath("/", "layout");
  if (!assigned) throw gone();
});

/** Deletes a message's audio at Twilio and with it the message; the call stays. */
export const removeVoicemail = memberAction(OneVoicemail, async ({ id }, member) => {
  const recording = await recordingOf(member.db, member.tenant.id, id);
  if (!recording) throw gone();
  await deleteRecording(member, recording, new Date());
  revalidatePath("/", "layout");
});

function gone(): AppError {
  const message = "This voicemail is gone, or in somebody else's mailbox now.";
  return new AppError("not_found", "voicemail_not_found", message);
}
