import { z } from "zod";
import { tendAllCalls } from "@/lib/call-control/tend";
import { defineJob } from "@/lib/core/job";

/** Looks after customers on hold and in conferences whose colleagues have gone. */
export const tendCallsJob = defineJob({
  name: "calls.tend",
  title: "Look after customers on hold",
  everySeconds: 10,
  maxAttempts: 1,
  payload: z.object({}),
  run: () => tendAllCalls(),
});
