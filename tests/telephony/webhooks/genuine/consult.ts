import { answered } from "@/tests/telephony/webhooks/answered";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";
import { callerFields } from "@/tests/telephony/webhooks/post";

export const genuine: Genuine = async (tenant) => {
  const { call } = await answered(tenant);
  return {
    path: `consult?call=${call}&leg=rep&user=${tenant.rep}`,
    fields: callerFields(tenant, {
      CallStatus: "in-progress",
      Direction: "outbound-api",
      From: "+12065550100",
      To: "+12065550111",
    }),
    token: tenant.authToken,
  };
};
