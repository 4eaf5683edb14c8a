import { identityOf } from "@/lib/softphone/identity";
import { beginInBrowser } from "@/tests/telephony/record/call-record";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";
import { callerFields } from "@/tests/telephony/webhooks/post";

export const genuine: Genuine = async (tenant) => ({
  path: "client",
  fields: callerFields(tenant, {
    call: await beginInBrowser(tenant),
    Caller: `client:${identityOf(tenant.rep)}`,
    From: `client:${identityOf(tenant.rep)}`,
    To: "",
  }),
  token: tenant.authToken,
});
