import type { TestTenant } from "@/tests/support/tenant";
import { ask, customer } from "@/tests/telephony/calls/walk";
import { admin } from "@/tests/telephony/record/call-record";

/** Sends a text as the tenant's rep; what is answered. */
export async function sendText(
  tenant: TestTenant,
  body: object = {},
  key?: string,
): Promise<{ status: number; text: string }> {
  const response = await ask(tenant.rep, "/api/messages", {
    body: { to: customer, body: "Your roof is ready", ...body },
    ...(key && { headers: { "idempotency-key": key } }),
  });
  return { status: response.status, text: await response.text() };
}

/** The tenant's messages, oldest first. */
export async function messagesOf(tenant: { id: string }) {
  return await admin`select * from public.messages where tenant_id = ${tenant.id}
    order by created_at, id`;
}

export async function threadsOf(tenant: { id: string }) {
  return await admin`select * from public.message_threads where tenant_id = ${tenant.id}
    order by created_at, id`;
}

/** Everything on its way has arrived: statuses as the carrier reports them. */
export async function arrived({ carrier, accountSid }: TestTenant): Promise<void> {
  await carrier.runUntilIdle(accountSid, { maxSeconds: 120 });
}

/** What was really sent, at the carrier. */
export async function sentAtTwilio({ carrier, accountSid }: TestTenant) {
  const all = await carrier.messages(accountSid);
  return all.filter(({ direction }) => direction !== "inbound");
}
