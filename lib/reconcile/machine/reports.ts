import { z } from "zod";
import { storableJson } from "@/lib/core/text";
import { callMachine } from "@/lib/db/machine/connection";
import { Constants } from "@/lib/db/supabase/database.types";

/** A comparison may read a day's calls of a large company. */
const timeoutMs = 20_000;

const Kept = z.object({
  call_id: z.uuid(),
  direction: z.enum(["inbound", "outbound", "internal"]),
  status: z.string(),
  outcome: z.string().nullable(),
  duration_seconds: z.number().nullable(),
  price: z.number().nullable(),
  created_at: z.string(),
  customer_number: z.string(),
  settled: z.boolean(),
  legs: z.array(
    z.object({
      call_sid: z.string(),
      role: z.enum(Constants.public.Enums.leg_role),
      parent_call_sid: z.string().nullable(),
      status: z.string(),
      duration_seconds: z.number().nullable(),
      price: z.number().nullable(),
    }),
  ),
});

/** A call as it is kept here, with all its legs. */
export type AuditedCall = z.infer<typeof Kept>;

/** The calls of a tenant that have any of these CallSids. */
export async function auditCalls(tenantId: string, callSids: string[]): Promise<AuditedCall[]> {
  return z
    .array(Kept)
    .parse(
      await callMachine(
        (sql) => sql`select machine.audit_calls(${tenantId}, ${sql.json(callSids)}) as result`,
        timeoutMs,
      ),
    );
}

const Unlisted = z.object({
  call_sid: z.string(),
  call_id: z.uuid(),
  direction: z.enum(["inbound", "outbound", "internal"]),
  status: z.string(),
  customer_number: z.string(),
  created_at: z.string(),
});

/**
 * Legs of the calls that began from `earliest` until before `latest` and are not among `callSids`,
 * newest first.
 */
export async function auditUnlisted(
  tenantId: string,
  range: { earliest: Date; latest: Date },
  callSids: string[],
  howMany: number,
) {
  return z
    .array(Unlisted)
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.audit_unlisted(${tenantId}, ${range.earliest.toISOString()}, ${range.latest.toISOString()}, ${sql.json(callSids)}, ${howMany}) as result`,
        timeoutMs,
      ),
    );
}

/** Keeps an admin's report and notes it in the audit log; null when the person is no admin. */
export async function saveCallAudit(
  tenantId: string,
  userId: string,
  report: { asked_at: string; from: string; to: string; counts: unknown; findings: unknown },
): Promise<string | null> {
  return z
    .uuid()
    .nullable()
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.save_call_audit(${tenantId}, ${userId}, ${sql.json(JSON.parse(storableJson(report)))}) as result`,
        timeoutMs,
      ),
    );
}

const State = z.object({
  since: z.string(),
  compared_until: z.string(),
  problem: z.string().nullable(),
  differences: z.number(),
});

/**
 * How the sweep's own comparison stands, for an admin; null before the first, or for anyone else.
 */
export async function auditState(tenantId: string, userId: string) {
  return State.nullable().parse(
    await callMachine((sql) => sql`select machine.audit_state(${tenantId}, ${userId}) as result`),
  );
}
