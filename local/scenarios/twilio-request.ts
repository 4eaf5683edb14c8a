/** One leg as Twilio names it in a webhook. Numbers are E.164. */
type TwilioLeg = {
  sid: string;
  parent?: string;
  from: string;
  to: string;
  direction: "inbound" | "outbound-api" | "outbound-dial";
};

/** The parameters that every voice webhook of this leg carries. */
export function legParams(accountSid: string, leg: TwilioLeg, status: string) {
  return {
    AccountSid: accountSid,
    ApiVersion: "2010-04-01",
    CallSid: leg.sid,
    ...(leg.parent && { ParentCallSid: leg.parent }),
    CallStatus: status,
    Direction: leg.direction,
    From: leg.from,
    To: leg.to,
    Caller: leg.from,
    Called: leg.to,
    FromCountry: "US",
    ToCountry: "US",
  };
}

/** RFC 2822, as Twilio writes its Timestamp. */
export function twilioTime(at: Date): string {
  return at.toUTCString().replace("GMT", "+0000");
}
