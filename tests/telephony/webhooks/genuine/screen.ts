import { answered } from "@/tests/telephony/webhooks/answered";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";
import { callerFields } from "@/tests/telephony/webhooks/post";

export const genuine: Genuine = async (tenant) => {
  const { sid, call } = await answered(tenant);
  return {
    path: `screen?call=${call}&leg=rep&user=${tenant.rep}&step=digit`,
    fields: callerFields(tenant, {
      CallStatus: "in-progress",
      Digits: "1",
      ParentCallSid: sid,
      To: "+12065550111",
    }),
    token: tenant.authToken,
  };
};
