import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { enqueueComparisons } from "@/lib/reconcile/machine/accounts";
import { checkCalls } from "@/lib/reconcile/sweep";
import { compareAccount } from "@/lib/reconcile/sweep-accounts";

/** Fetches from Twilio what webhooks may have missed of each unsettled call. */
export const checkCallsJob = defineJob({
  name: "calls.check",
  title: "Ask Twilio about open calls",
  everySeconds: 30,
  maxAttempts: 1,
  payload: z.object({}),
  run: (_, turn) => checkCalls(turn),
});

/** Adds a job for each account that is due to be compared. */
export const findAccountsJob = defineJob({
  name: "accounts.find",
  title: "Find accounts to compare with Twilio",
  everySeconds: 30,
  maxAttempts: 1,
  payload: z.object({}),
  run: async () => {
    await enqueueComparisons(new Date());
    return {};
  },
});

/** Compares one account with Twilio's list of calls. */
export const compareAccountJob = defineJob({
  name: "accounts.compare",
  title: "Compare calls with Twilio",
  maxAttempts: 5,
  payload: z.object({ tenant_id: z.uuid() }),
  run: async ({ tenant_id }, turn) => {
    const compared = await compareAccount(tenant_id, turn);
    if (!compared.imported) return compared;
    // What was found just now has recordings and prices to be read.
    return { ...(await checkCalls(turn)), ...compared };
  },
});
