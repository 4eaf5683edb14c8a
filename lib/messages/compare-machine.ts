import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";

const Due = z.object({
  account_sid: z.string(),
  auth_token_ciphertext: z.string(),
  numbers: z.array(z.object({ id: z.uuid(), number: z.string(), since: z.string() })),
});

/** A number of the tenant's (E.164), and since when its texts are to be compared. */
export type ComparedNumber = z.infer<typeof Due>["numbers"][number];

/** Adds a job for each account whose received texts are to be compared. */
export async function enqueueMessageComparisons(now: Date): Promise<void> {
  await callMachine(
    (sql) => sql`select machine.enqueue_message_comparisons(${now.toISOString()}) as result`,
  );
}

/** What comparing a tenant's received texts needs; null when it is not due. */
export async function dueMessageComparison(tenantId: string, now: Date) {
  return Due.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.due_message_comparison(${tenantId}, ${now.toISOString()}) as result`,
    ),
  );
}

/** Stores that a tenant's texts were compared, or that Twilio could not be asked. */
export async function finishMessageComparison(
  tenantId: string,
  now: Date,
  failed: boolean,
): Promise<void> {
  await callMachine(
    (sql) =>
      sql`select machine.finish_message_comparison(${tenantId}, ${now.toISOString()}, ${failed}) as result`,
  );
}
