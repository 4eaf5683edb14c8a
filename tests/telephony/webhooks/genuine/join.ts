import { answered } from "@/tests/telephony/webhooks/answered";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";
import { repFields } from "@/tests/telephony/webhooks/post";

export const genuine: Genuine = async (tenant) => {
  const { call } = await answered(tenant);
  return {
    path: `join?call=${call}&leg=rep&user=${tenant.rep}`,
    fields: repFields(tenant),
    token: tenant.authToken,
  };
};
