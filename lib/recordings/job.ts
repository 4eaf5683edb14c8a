import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { retireRecordings } from "@/lib/recordings/retire";

/** Deletes recordings whose time is over, and those an admin wants gone. */
export const retireRecordingsJob = defineJob({
  name: "recordings.retire",
  title: "Delete old recordings",
  everySeconds: 30,
  maxAttempts: 1,
  payload: z.object({}),
  run: (_, turn) => retireRecordings(turn),
});
