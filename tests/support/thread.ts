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
  const [row] = await admin`
    select machine.record_message_event(${id}, ${admin.json(event)}) ->> 'thread_id' as thread`;
  return String(row?.thread);
}
