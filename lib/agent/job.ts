import { z } from "zod";
import { endLostRecording } from "@/lib/agent/lost-recording";
import { defineJob } from "@/lib/core/job";

/** Ends the recording of a talk whose process did not (private.end_agent_recording). */
export const endLostRecordingJob = defineJob({
  name: "agent.end_recording",
  title: "End the recording of a voice agent's call",
  maxAttempts: 5,
  payload: z.object({
    tenant_id: z.uuid(),
    account_sid: z.string(),
    call_sid: z.string(),
    ended_at: z.iso.datetime({ offset: true }),
  }),
  run: async (lost) => ({ ended: await endLostRecording(lost) }),
});
