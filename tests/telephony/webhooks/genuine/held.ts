import { answered } from "@/tests/telephony/webhooks/answered";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";
import { callerFields } from "@/tests/telephony/webhooks/post";

export const genuine: Genuine = async (tenant) => {
  const { sid, call } = await answered(tenant);
  return {
    path: `held?call=${call}&leg=caller&nudge=1`,
    fields: callerFields(tenant, { CallSid: sid, CallStatus: "in-progress" }),
    token: tenant.authToken,
  };
};
