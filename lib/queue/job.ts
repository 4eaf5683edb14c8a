import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { serveAllQueues } from "@/lib/queue/serve";

/** Sends callers on whose turn it is, and calls those back who asked for it. */
export const serveQueuesJob = defineJob({
  name: "queues.serve",
  title: "Serve callers who wait",
  everySeconds: 5,
  maxAttempts: 1,
  payload: z.object({}),
  run: () => serveAllQueues(new Date()),
});
