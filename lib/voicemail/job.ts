import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { sendVoicemailMails } from "@/lib/voicemail/send-mails";

/** Mails a message to those it is for: when its transcript is there, or after five minutes. */
export const mailVoicemailJob = defineJob({
  name: "voicemails.mail",
  title: "Email a voicemail",
  maxAttempts: 8,
  payload: z.object({ tenant_id: z.uuid(), id: z.uuid() }),
  run: ({ tenant_id, id }) => sendVoicemailMails(tenant_id, id, new Date()),
});
