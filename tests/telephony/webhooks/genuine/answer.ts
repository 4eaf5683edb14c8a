import type { Genuine } from "@/tests/telephony/webhooks/genuine";
import { callerFields } from "@/tests/telephony/webhooks/post";

export const genuine: Genuine = async (tenant) => ({
  path: "answer",
  fields: callerFields(tenant, { ForwardedFrom: "+12065550188" }),
  token: tenant.authToken,
});
