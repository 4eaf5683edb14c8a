import { at, newSid } from "@/tests/telephony/record/call-record";
import { answered } from "@/tests/telephony/webhooks/answered";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";

export const genuine: Genuine = async (tenant) => {
  const { sid, call } = await answered(tenant);
  return {
    path: `recording?call=${call}`,
    fields: {
      AccountSid: tenant.accountSid,
      CallSid: sid,
      RecordingChannels: "2",
      RecordingDuration: "5",
      RecordingSid: newSid("RE"),
      RecordingSource: "DialVerb",
      RecordingStartTime: new Date(at(10)).toUTCString(),
      RecordingStatus: "completed",
    },
    token: tenant.authToken,
  };
};
