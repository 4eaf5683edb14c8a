import { at, beginOutbound } from "@/tests/telephony/record/call-record";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";
import { callerFields } from "@/tests/telephony/webhooks/post";

export const genuine: Genuine = async (tenant) => ({
  path: `status?call=${await beginOutbound(tenant)}&leg=rep`,
  fields: callerFields(tenant, {
    CallbackSource: "call-progress-events",
    CallDuration: "7",
    CallStatus: "completed",
    Direction: "outbound-api",
    From: "+12065550100",
    SequenceNumber: "1",
    SipResponseCode: "200",
    Timestamp: new Date(at(5)).toUTCString(),
    To: "+12065550111",
  }),
  token: tenant.authToken,
});
