import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { transcribeRecording } from "@/lib/transcription/transcribe-recording";

/** Turns a stored recording into text, by the tenant's own provider. */
export const transcribeRecordingJob = defineJob({
  name: "recordings.transcribe",
  title: "Transcribe a recording",
  maxAttempts: 8,
  expireSeconds: 180,
  payload: z.object({ tenant_id: z.uuid(), id: z.uuid() }),
  run: ({ tenant_id, id }) => transcribeRecording(tenant_id, id),
});
