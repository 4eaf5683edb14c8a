import { randomUUID } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";
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

/**
 * The refusal is caught inside of the database: one that came out would be in its log each time.
 */
async function mayInsert(sql: TransactionSql): Promise<boolean> {
  await sql`
    do $$
    begin
      insert into realtime.messages (topic, extension, private)
      values (current_setting('realtime.topic'), 'broadcast', true);
      perform set_config('realtime.may_insert', 'yes', true);
    exception when insufficient_privilege then
      perform set_config('realtime.may_insert', 'no', true);
    end $$`;
  const [answer] = await sql<{ allowed: boolean }[]>`
    select current_setting('realtime.may_insert') = 'yes' as allowed`;
  return answer?.allowed === true;
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
      permissions.write = await mayInsert(transaction);
      throw new Answered();
    });
  } catch (error) {
    if (!(error instanceof Answered)) throw error;
  }
  return permissions;
}
