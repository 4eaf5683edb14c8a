import type { Sql } from "postgres";
import { inTurn } from "@/local/in-turn";

/**
 * What of a row is compared: an enum's own hash is that of its number in the catalog, ciphertext is
 * never the same twice.
 */
const columns: Record<string, string> = {
  tenants: "id, name, created_at",
  profiles: "tenant_id, user_id, role::text, name, email",
  twilio_accounts: "tenant_id, account_sid, auth_token_last_four",
  phone_numbers: "id, tenant_id, number, forward_to",
  personal_phones: "tenant_id, user_id, phone, verified_at",
  contacts:
    "id, tenant_id, name, company, company_id, email_words, owner_id, stage_id, phone_words, " +
    "search::text, created_at",
  contact_phones: "id, tenant_id, contact_id, phone, label, created_at",
  calls:
    "id, tenant_id, twilio_call_sid, direction::text, customer_number, status::text, outcome::text, outcome_reason, contact_id, user_id, duration_seconds, ring_seconds, billed_seconds, price, recording_url, created_at, answered_at, ended_at",
  recordings: "id, tenant_id, call_id, recording_sid, duration_seconds, created_at",
  call_legs:
    "tenant_id, call_sid, call_id, role::text, status::text, to_number, answered_at, accepted_at, ended_at, price",
  call_events: "tenant_id, call_id, event_type, event_data, query, dedupe_key, occurred_at",
};

/**
 * A table each: how many rows, and the sum of their hashes. The same seed and day give the same.
 */
export async function checksumTables(sql: Sql): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  await inTurn(2, Object.entries(columns), async ([table, list]) => {
    const [row] = await sql.unsafe<{ sum: string }[]>(
      `select concat(count(*), ' rows ', to_hex(coalesce(
         sum(hash_record_extended(row(${list}), 0) >> 16), 0)::bigint)) as sum
         from public.${table}`,
    );
    sums[table] = row?.sum ?? "";
  });
  return sums;
}
