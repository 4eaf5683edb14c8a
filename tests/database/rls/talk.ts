import type { Member, TestTenant } from "@/tests/support/tenant";
import { at, beginOutbound, newSid, record } from "@/tests/telephony/record/call-record";

/**
 * A recorded call that is over, with both legs and its events, as the machine writes it. Gives its
 * id.
 */
export async function talk(tenant: TestTenant, member: Member): Promise<string> {
  const { id, numberId, accountSid, authToken } = tenant;
  const line = { id, rep: member.userId, numberId, accountSid, authToken };
  const callId = await beginOutbound(line);
  const [rep, customer] = [newSid("CA"), newSid("CA")];
  const repLeg = {
    call_sid: rep,
    role: "rep" as const,
    user_id: member.userId,
    from: tenant.number,
    to: member.phone,
  };
  await record(line, callId, {
    ...repLeg,
    type: "status",
    dedupe_key: `${rep}:answered`,
    status: "in-progress",
    accepted: true,
    data: { To: member.phone },
  });
  await record(line, callId, {
    type: "status",
    dedupe_key: `${customer}:over`,
    call_sid: customer,
    role: "customer",
    parent_call_sid: rep,
    from: tenant.number,
    to: "+12065550199",
    status: "completed",
    duration: 30,
    occurred_at: at(40),
  });
  await record(line, callId, {
    ...repLeg,
    type: "status",
    dedupe_key: `${rep}:over`,
    status: "completed",
    duration: 40,
    occurred_at: at(41),
    spans: [{ space: "hold", entered_at: at(20), left_at: at(25) }],
    step: { kind: "menu" },
  });
  await record(line, callId, {
    type: "recording",
    dedupe_key: `${rep}:recording`,
    call_sid: rep,
    recording: { sid: newSid("RE"), status: "completed", duration: 30, channels: 2 },
  });
  return callId;
}
