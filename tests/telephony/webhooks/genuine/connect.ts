import { beginOutbound } from "@/tests/telephony/record/call-record";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";
import { callerFields } from "@/tests/telephony/webhooks/post";

export const genuine: Genuine = async (tenant) => ({
  path: `connect?call=${await beginOutbound(tenant)}&leg=rep&to=%2B12065550199&record=1`,
  fields: callerFields(tenant, {
    CallStatus: "in-progress",
    Direction: "outbound-api",
    From: "+12065550100",
    To: "+12065550111",
  }),
  token: tenant.authToken,
});
