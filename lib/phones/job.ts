import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { settleVerifications } from "@/lib/phones/settle";

/** Asks Twilio what became of the calls that said a code. */
export const settleVerificationsJob = defineJob({
  name: "verifications.settle",
  title: "Ask Twilio about phone verifications",
  everySeconds: 30,
  maxAttempts: 1,
  payload: z.object({}),
  run: (_, turn) => settleVerifications(turn),
});
