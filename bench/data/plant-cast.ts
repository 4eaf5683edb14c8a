import type { Sql, TransactionSql } from "postgres";
import { allTenants, type BenchTenantFacts } from "@/bench/data/cast";
import { type Scale, sizeOf } from "@/bench/data/sizes";
import { plantTenants, type TenantPlan } from "@/local/tenant/plant";

function planOf(tenant: BenchTenantFacts): TenantPlan {
  const { id, name, people, number, numberId, numberSid, accountSid, authToken } = tenant;
  const rings = people.find(({ role }) => role === "rep")?.userId ?? null;
  return {
    ...{ id, name, people, timeZone: "America/New_York", isUnlimited: true },
    account: { sid: accountSid, authToken },
    numbers: [{ id: numberId, number, sid: numberSid, name: null, rings }],
  };
}

/** No sweep compares these accounts: nobody at the carrier knows their past. */
async function leaveAccountsAlone(
  sql: TransactionSql,
  tenants: BenchTenantFacts[],
  { since, until }: { since: Date; until: Date },
): Promise<void> {
  const audits = tenants.map(({ id, accountSid }) => ({
    tenant_id: id,
    account_sid: accountSid,
    since,
    compared_until: until,
    next_at: new Date(Date.UTC(until.getUTCFullYear() + 50, 0)),
  }));
  await sql`insert into private.call_audits ${sql(audits)}`;
}

/** The loading statements draw from `bench.tenants`. */
async function stageTenants(sql: TransactionSql, tenants: BenchTenantFacts[], scale: Scale) {
  for (const [index, { id, number, numberId, people }] of tenants.entries()) {
    const size = sizeOf(index, scale);
    const callers = people.filter(({ role }) => role !== "admin");
    await sql`insert into bench.tenants values (${index}, ${id}, ${number}, ${numberId}, ${size.calls}, ${size.firstCall},
      ${size.contacts}, ${size.firstContact}, ${callers.map(({ userId }) => userId)},
        ${callers.map(({ phone }) => phone)})`;
  }
}

/**
 * Writes tenants, people who can sign in, accounts and numbers, as of `since`. `sql` is the
 * superuser's, its triggers are off, and the environment of lib/ is set.
 */
export async function plantCast(
  sql: Sql,
  scale: Scale,
  { since, until }: { since: Date; until: Date },
): Promise<void> {
  const tenants = allTenants(scale);
  await plantTenants(sql, tenants.map(planOf), since);
  await sql.begin(async (transaction) => {
    await leaveAccountsAlone(transaction, tenants, { since, until });
    await stageTenants(transaction, tenants, scale);
  });
}
