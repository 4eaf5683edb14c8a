import { at, beginOutbound } from "@/tests/telephony/record/call-record";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";
import { repFields } from "@/tests/telephony/webhooks/post";

export const genuine: Genuine = async (tenant) => ({
  path: `status?call=${await beginOutbound(tenant)}&leg=rep`,
  fields: repFields(tenant, {
    CallbackSource: "call-progress-events",
    CallDuration: "7",
    CallStatus: "completed",
    SequenceNumber: "1",
    SipResponseCode: "200",
    Timestamp: new Date(at(5)).toUTCString(),
  }),
  token: tenant.authToken,
});
