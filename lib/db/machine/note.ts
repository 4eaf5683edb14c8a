import { storableJson } from "@/lib/core/text";
import { callMachine } from "@/lib/db/machine/connection";

/**
 * An action of a person for the activity log. `action` is `subject.verb`; its sentence is in
 * lib/audit/words.ts.
 */
export type Noted = {
  action: string;
  /** The id of what it was done to. */
  subject?: string;
  /** Never a secret, never a personal phone. */
  detail?: Record<string, string | number | boolean | null>;
};

/** Adds one entry to a tenant's audit log; `userId` is null when nobody is signed in. */
export async function note(
  tenantId: string,
  userId: string | null,
  { action, subject, detail }: Noted,
): Promise<void> {
  await callMachine(
    (sql) =>
      sql`select machine.note(${tenantId}, ${userId}, ${action}, ${subject ?? null}, ${storableJson(detail ?? {})}::text::jsonb) as result`,
  );
}
