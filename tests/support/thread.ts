import { randomBytes, randomUUID } from "node:crypto";
import type { TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

/** A conversation with a stranger, who sent a picture and a text; its id. */
export async function plantThread(
  { id, numberId }: TestTenant,
  { customer = "+12065550188", body = "Zaphod Secret" } = {},
): Promise<string> {
  const event = {
    ...{ type: "incoming", message_id: randomUUID(), phone_number_id: numberId, customer, body },
    message_sid: `SM${randomBytes(16).toString("hex")}`,
    ...{ segments: 1, dedupe_key: `incoming:${randomUUID()}`, data: {} },
    media: [{ sid: `ME${randomBytes(16).toString("hex")}`, content_type: "image/png" }],
    occurred_at: new Date().toISOString(),
  };
  return await admin.begin(async (sql) => {
    const [row] = await sql`
      select machine.record_message_event(${id}, ${sql.json(event)}) ->> 'thread_id' as thread`;
    // No carrier knows it: a sweep of another test has nothing to fetch or to ask.
    await sql`delete from jobs.job where data ->> 'id' = ${event.message_id}`;
    await sql`update public.message_media set state = 'failed', problem = 'Planted'
      where message_id = ${event.message_id}`;
    await sql`update public.messages set next_check_at = null where id = ${event.message_id}`;
    return String(row?.thread);
  });
}
