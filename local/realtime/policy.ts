import { randomUUID } from "node:crypto";
import postgres, { type Sql, type TransactionSql } from "postgres";
import type { Claims } from "@/local/realtime/token";

export type Permissions = { read: boolean; write: boolean };

/** Ends the question's transaction: nothing that was tried stays. */
class Answered extends Error {}

async function becomeMember(sql: TransactionSql, claims: Claims, topic: string): Promise<void> {
  await sql`
    select set_config('role', ${claims.role}, true),
      set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
      set_config('request.jwt.claim.sub', ${claims.sub ?? ""}, true),
      set_config('request.jwt.claim.role', ${claims.role}, true),
      set_config('realtime.topic', ${topic}, true)`;
}

async function mayInsert(sql: TransactionSql, topic: string): Promise<boolean> {
  try {
    await sql.savepoint(
      (step) => step`
      insert into realtime.messages (topic, extension, private) values (${topic}, 'broadcast', true)`,
    );
    return true;
  } catch (error) {
    // 42501: row security or a missing grant said no.
    if (error instanceof postgres.PostgresError && error.code === "42501") return false;
    throw error;
  }
}

/**
 * Asks the policies on realtime.messages what this person may do on a topic, the way hosted
 * Realtime does: a probe row is written, looked for and written again as them, then rolled back.
 * https://supabase.com/docs/guides/realtime/authorization
 */
export async function askPolicies(sql: Sql, claims: Claims, topic: string): Promise<Permissions> {
  const permissions: Permissions = { read: false, write: false };
  const id = randomUUID();
  try {
    await sql.begin(async (transaction) => {
      await transaction`
        insert into realtime.messages (id, topic, extension, private)
        values (${id}, ${topic}, 'broadcast', true)`;
      await becomeMember(transaction, claims, topic);
      const seen = await transaction`select 1 from realtime.messages where id = ${id}`;
      permissions.read = seen.length > 0;
      permissions.write = await mayInsert(transaction, topic);
      throw new Answered();
    });
  } catch (error) {
    if (!(error instanceof Answered)) throw error;
  }
  return permissions;
}
