import { randomBytes, randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { sealAuthToken } from "@/lib/twilio/credentials";

const number = "+12065550100";

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
};

/** Plants a tenant with one rep and one number; `sql` is the superuser's. */
export async function plantTenant(sql: Sql): Promise<BenchTenant> {
  const rep = randomUUID();
  const email = `${rep}@bench.test`;
  await sql`insert into auth.users (id, email) values (${rep}, ${email})`;
  const [tenant] = await sql<{ id: string }[]>`
    insert into public.tenants (name, user_calls_per_hour, user_calls_per_day,
      tenant_calls_per_hour, tenant_calls_per_day, calls_at_once, spend_per_day)
    values ('Bench', 100000, 100000, 100000, 100000, 10000, 1000000) returning id`;
  if (!tenant) throw new Error("the bench's tenant was not made");
  const { id } = tenant;
  const authToken = randomBytes(16).toString("hex");
  const accountSid = `AC${randomBytes(16).toString("hex")}`;
  await sql`insert into public.profiles (tenant_id, user_id, role, name, email) values (${id}, ${rep}, 'rep', 'Rep', ${email})`;
  await sql`insert into public.personal_phones (tenant_id, user_id, phone, verified_at) values (${id}, ${rep}, '+12065550111', now())`;
  await sql`insert into public.twilio_accounts (tenant_id, account_sid, auth_token_ciphertext, auth_token_last_four, verified_at)
    values (${id}, ${accountSid}, ${sealAuthToken(authToken, id)}, ${authToken.slice(-4)}, now())`;
  await sql`insert into public.phone_numbers (tenant_id, number, forward_to) values (${id}, ${number}, ${rep})`;
  return { id, rep, accountSid, authToken, number };
}

/**
 * Takes out what was recorded of a planted tenant's calls. The tenant itself stays: the audit log,
 * which nothing deletes from, names it.
 */
export async function forgetCalls(sql: Sql, { id }: BenchTenant): Promise<void> {
  await sql.begin(async (transaction) => {
    // The record is append-only, also for its owner.
    await transaction`set local session_replication_role = replica`;
    for (const table of ["recordings", "call_events", "call_legs", "calls"]) {
      await transaction`delete from ${transaction(`public.${table}`)} where tenant_id = ${id}`;
    }
  });
}
