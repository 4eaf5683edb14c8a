import type { Sql } from "postgres";
import { newAccount, newPerson, planTenant, plantTenants } from "@/local/tenant/plant";

/**
 * A tenant of the bench's own, whose calls go again when the figure is done: the data set stays
 * what it was.
 */
export type BenchTenant = {
  id: string;
  rep: string;
  accountSid: string;
  authToken: string;
  /** E.164; forwards to the rep. */
  number: string;
  numberId: string;
};

/** Plants a tenant with one rep and one number; `sql` is the superuser's. */
export async function plantTenant(sql: Sql): Promise<BenchTenant> {
  const account = newAccount();
  const rep = newPerson("rep");
  const plan = planTenant({ name: "Bench", people: [rep], account });
  await plantTenants(sql, [plan]);
  const [line] = plan.numbers;
  if (!line) throw new Error("the bench's tenant has no number");
  const { sid: accountSid, authToken } = account;
  const { id: numberId, number } = line;
  return { id: plan.id, rep: rep.userId, accountSid, authToken, number, numberId };
}

/**
 * Takes out what was recorded of a planted tenant's calls. The tenant itself stays: the audit log,
 * which nothing deletes from, names it.
 */
export async function forgetCalls(sql: Sql, { id }: Pick<BenchTenant, "id">): Promise<void> {
  await sql.begin(async (transaction) => {
    // The record is append-only, also for its owner.
    await transaction`set local session_replication_role = replica`;
    for (const table of ["recordings", "call_events", "leg_quality", "call_legs", "calls"]) {
      await transaction`delete from ${transaction(`public.${table}`)} where tenant_id = ${id}`;
    }
  });
}
