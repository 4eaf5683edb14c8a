import type { Member, TestTenant } from "@/tests/support/tenant";
import { admin, newSid } from "@/tests/telephony/record/call-record";

/** A call from `number` that nobody took. */
export async function missedCall(tenant: TestTenant, number = "+12065550177"): Promise<string> {
  const [call] = await admin`insert into public.calls (tenant_id, direction, from_number, to_number,
      status, stage, outcome, created_at, ended_at, settled_at)
    values (${tenant.id}, 'inbound', ${number}, ${tenant.number}, 'no-answer', 'ended',
      'voicemail', now(), now(), now()) returning id`;
  return String(call?.id);
}

/** A message of a call in a person's mailbox, or in the shared one; `sid` is its recording's. */
export async function leave(
  tenant: TestTenant,
  call: string,
  {
    mailbox,
    seconds = 20,
    sid = newSid("RE"),
  }: { mailbox?: Member; seconds?: number; sid?: string } = {},
): Promise<{ id: string; recording: string; sid: string }> {
  return admin.begin(async (sql) => {
    const [recording] = await sql`insert into public.recordings
        (tenant_id, call_id, recording_sid, status, purpose, duration_seconds, created_at)
      values (${tenant.id}, ${call}, ${sid}, 'completed', 'voicemail', ${seconds}, now())
      returning id`;
    const [message] = await sql`update public.voicemails set mailbox_id = ${mailbox?.userId ?? null}
      where tenant_id = ${tenant.id} and recording_id = ${recording?.id} returning id`;
    return { id: String(message?.id), recording: String(recording?.id), sid };
  });
}
