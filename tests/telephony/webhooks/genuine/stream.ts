import { at, newSid } from "@/tests/telephony/record/call-record";
import { answered } from "@/tests/telephony/webhooks/answered";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";

export const genuine: Genuine = async (tenant) => {
  const { sid, call } = await answered(tenant);
  const streamSid = newSid("MZ");
  return {
    path: `stream?call=${call}&leg=caller&at=ana.1.0.0.`,
    fields: {
      AccountSid: tenant.accountSid,
      CallSid: sid,
      StreamEvent: "stream-started",
      StreamName: streamSid,
      StreamSid: streamSid,
      Timestamp: at(5),
    },
    token: tenant.authToken,
  };
};
