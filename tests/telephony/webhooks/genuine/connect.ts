import { beginOutbound } from "@/tests/telephony/record/call-record";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";
import { repFields } from "@/tests/telephony/webhooks/post";

export const genuine: Genuine = async (tenant) => ({
  path: `connect?call=${await beginOutbound(tenant)}&leg=rep&to=%2B12065550199&record=1`,
  fields: repFields(tenant),
  token: tenant.authToken,
});
