import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { endTestCall } from "@/lib/softphone/test-call";

/** Ends a test call that its page has not ended (machine.begin_test_call). */
export const endTestCallJob = defineJob({
  name: "test_calls.end",
  title: "End a test call",
  maxAttempts: 10,
  payload: z.object({ tenant_id: z.uuid(), account_sid: z.string(), call_sid: z.string() }),
  run: async ({ account_sid, call_sid }) => ({ ended: await endTestCall(account_sid, call_sid) }),
});
