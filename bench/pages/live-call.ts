import { randomBytes, randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import type { BenchTenantFacts } from "@/bench/data/cast";

export type LiveCall = {
  id: string;
  ring(): Promise<void>;
  end(): Promise<void>;
  forget(): Promise<void>;
};

/**
 * A call of a contact that comes in while people look; the database's triggers tell of it. `sql` is
 * the superuser's.
 */
export function callIn(
  sql: Sql,
  { id: tenantId, number, numberId }: BenchTenantFacts,
  contactId: string,
): LiveCall {
  const id = randomUUID();
  const sid = `CA${randomBytes(16).toString("hex")}`;
  return {
    id,
    async ring() {
      await sql`
        insert into public.calls (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
          status, stage, contact_id, phone_number_id, created_at)
        select ${id}, ${tenantId}, ${sid}, 'inbound', phone, ${number}, 'ringing', 'ringing_rep', contact_id, ${numberId}, now()
        from public.contact_phones where contact_id = ${contactId} order by position limit 1`;
    },
    async end() {
      await sql`
        update public.calls set status = 'no-answer', stage = 'ended', outcome = 'missed', ended_at = now(), version = version + 1
        where id = ${id}`;
    },
    async forget() {
      await sql.begin(async (transaction) => {
        // The record is append-only, also for its owner.
        await transaction`set local session_replication_role = replica`;
        await transaction`delete from public.calls where id = ${id}`;
      });
    },
  };
}
