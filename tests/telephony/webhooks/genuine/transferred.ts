import { at, newSid } from "@/tests/telephony/record/call-record";
import { answered } from "@/tests/telephony/webhooks/answered";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";
import { callerFields } from "@/tests/telephony/webhooks/post";

export const genuine: Genuine = async (tenant) => {
  const { sid, call } = await answered(tenant);
  return {
    path: `transferred?call=${call}&leg=caller&nudge=${Date.parse(at(5))}`,
    fields: callerFields(tenant, {
      CallSid: sid,
      CallStatus: "in-progress",
      DialBridged: "false",
      DialCallSid: newSid("CA"),
      DialCallStatus: "no-answer",
    }),
    token: tenant.authToken,
  };
};
