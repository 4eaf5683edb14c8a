import type { Sql } from "postgres";
import type { BenchTenant } from "@/bench/tenant";

/** Messages of a conversation, all in all. */
const perThread = 10;

/**
 * Gives a tenant so many messages, the oldest a year ago, in conversations of ten; each tenth is
 * the rep's, the others nobody's. Gives the newest conversation.
 */
export async function layTexts(
  sql: Sql,
  { id, numberId, rep }: BenchTenant,
  count: number,
): Promise<string> {
  const threads = count / perThread;
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction`insert into public.message_threads (id, tenant_id, phone_number_id,
        customer_number, owner_id, last_message_at, last_direction, last_text, unread_count,
        created_at)
      select gen_random_uuid(), ${id}, ${numberId}, '+1206' || lpad(n::text, 7, '0'),
        case when n % 10 = 0 then ${rep}::uuid end,
        now() - interval '365 days' * (n::numeric / ${threads}), 'inbound', 'Text ' || n,
        case when n % 20 = 0 then 1 else 0 end, now()
      from generate_series(1, ${threads}::integer) n`;
    await transaction`insert into public.messages (id, tenant_id, thread_id, first_thread_id,
        phone_number_id, customer_number, direction, body, status, created_at)
      select gen_random_uuid(), t.tenant_id, t.id, t.id, t.phone_number_id, t.customer_number,
        'inbound', case when n % 3 = 0 then 'Your roof is ready, call us about the '
            else 'We have looked at the house and will send the ' end
          || case when hashtext(t.id::text || n) % 1000 = 0 then 'quillfeather ' else 'quote ' end
          || n, 'received', t.last_message_at - make_interval(mins => n)
      from public.message_threads t, generate_series(0, ${perThread - 1}::integer) n
      where t.tenant_id = ${id}`;
  });
  await sql`vacuum analyze public.message_threads`;
  await sql`vacuum analyze public.messages`;
  const [newest] = await sql<{ id: string }[]>`select id from public.message_threads
    where tenant_id = ${id} order by last_message_at desc limit 1`;
  return newest?.id ?? "";
}

/** Takes a tenant's messages out again. */
export async function forgetTexts(sql: Sql, { id }: BenchTenant): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    for (const table of ["message_events", "messages", "message_threads", "notifications"]) {
      await transaction`delete from ${transaction(`public.${table}`)} where tenant_id = ${id}`;
    }
  });
}
