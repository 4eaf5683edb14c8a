import type { Sql } from "postgres";
import type { BenchStack } from "@/bench/figure";
import { type BenchTenant, forgetCalls, plantTenant } from "@/bench/tenant";
import { connect } from "@/local/postgres/database";

/**
 * Works with a tenant of its own, and forgets its calls whatever happens: the data set stays what
 * it was. `sql` is the superuser's.
 */
export async function withTenant<T>(
  stack: BenchStack,
  work: (tenant: BenchTenant, sql: Sql) => Promise<T>,
): Promise<T> {
  const sql = connect(stack.adminDatabaseUrl, 2);
  try {
    const tenant = await plantTenant(sql);
    try {
      return await work(tenant, sql);
    } finally {
      await forgetCalls(sql, tenant);
    }
  } finally {
    await sql.end();
  }
}
