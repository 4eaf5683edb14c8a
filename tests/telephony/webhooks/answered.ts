import { inboundId, newSid, type Planted } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

/** A caller whom the number has answered: the SID of the leg and the call's id. */
export async function answered(tenant: Planted): Promise<{ sid: string; call: string }> {
  const sid = newSid("CA");
  const fields = callerFields(tenant, { CallSid: sid });
  const { status } = await post({ path: "answer", fields, token: tenant.authToken });
  if (status !== 200) throw new Error(`answer said ${status}`);
  return { sid, call: inboundId(tenant, sid) };
}
