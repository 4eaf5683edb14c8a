import { at, newSid } from "@/tests/telephony/record/call-record";
import { answered } from "@/tests/telephony/webhooks/answered";
import type { Genuine } from "@/tests/telephony/webhooks/genuine";

export const genuine: Genuine = async (tenant) => {
  const { sid, call } = await answered(tenant);
  return {
    path: `conference?call=${call}`,
    fields: {
      AccountSid: tenant.accountSid,
      CallSid: sid,
      ConferenceSid: newSid("CF"),
      FriendlyName: `call-${call}`,
      SequenceNumber: "1",
      StatusCallbackEvent: "participant-join",
      Timestamp: new Date(at(5)).toUTCString(),
    },
    token: tenant.authToken,
  };
};
