import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";

const Due = z.object({
  tenant_id: z.uuid(),
  account_sid: z.string(),
  auth_token_ciphertext: z.string(),
  since: z.string(),
  compared_until: z.string(),
});

/** A tenant whose calls should be compared with its account's list at Twilio. */
export type DueAudit = z.infer<typeof Due>;

/** Adds a job for each account that is due to be compared. */
export async function enqueueComparisons(now: Date): Promise<void> {
  await callMachine(
    (sql) => sql`select machine.enqueue_comparisons(${now.toISOString()}) as result`,
  );
}

/** What comparing a tenant's account needs; null when it is not due. */
export async function dueComparison(tenantId: string, now: Date): Promise<DueAudit | null> {
  return Due.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.due_comparison(${tenantId}, ${now.toISOString()}) as result`,
    ),
  );
}

/** How a comparison went: compared up to `until`, or a problem in words for an admin. */
export async function finishAudit(
  tenantId: string,
  now: Date,
  went: { until: Date; differences: number } | { problem: string },
): Promise<void> {
  const until = "until" in went ? went.until.toISOString() : null;
  const differences = "until" in went ? went.differences : null;
  const problem = "problem" in went ? went.problem : null;
  await callMachine(
    (sql) =>
      sql`select machine.finish_audit(${tenantId}, ${now.toISOString()}, ${until}, ${differences}, ${problem}) as result`,
  );
}

const Facts = z.object({
  recording_enabled: z.boolean(),
  numbers: z.array(z.object({ id: z.uuid(), number: z.string(), forward_to: z.uuid().nullable() })),
  phones: z.array(z.object({ user_id: z.uuid(), phone: z.string() })),
  known: z.array(z.object({ call_sid: z.string(), call_id: z.uuid(), direction: z.string() })),
  verifications: z.array(
    z.object({ call_sid: z.string().nullable(), to: z.string(), created_at: z.string() }),
  ),
  waiting: z.array(
    z.object({
      ...{ call_id: z.uuid(), direction: z.string() },
      ...{ from: z.string(), to: z.string(), created_at: z.string() },
    }),
  ),
});

/** What assigns a leg at Twilio to a call. `waiting` are calls whose leg is not known yet. */
export type AuditFacts = z.infer<typeof Facts>;

/**
 * What is known here about these CallSids of a tenant, which began between `earliest` and `latest`.
 */
export async function auditFacts(
  tenantId: string,
  callSids: string[],
  earliest: Date,
  latest: Date,
): Promise<AuditFacts> {
  return Facts.parse(
    await callMachine(
      (sql) =>
        sql`select machine.audit_facts(${tenantId}, ${sql.json(callSids)}, ${earliest.toISOString()}, ${latest.toISOString()}) as result`,
    ),
  );
}
