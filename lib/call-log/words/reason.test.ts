import { expect, test } from "vitest";
import { legEvidence } from "@/lib/call-log/words/reason";

const leg = {
  ...{ call_sid: "CA2", parent_call_sid: "CA1", status: "failed" as const, medium: "sip" as const },
  ...{ accepted_at: null, duration_seconds: null, sip_response_code: 503 },
  ...{ dial_ended_live: false, dial_failed: false, dial_bridged: null },
};
const phone = { ...leg, call_sid: "CA3", medium: "phone" as const, sip_response_code: null };

test.each([
  ["alone in its <Dial>", [leg], "so Twilio rang the browsers instead"],
  ["beside a phone", [leg, phone], "so no browser rang; the phones kept ringing"],
  [
    "with a phone in another <Dial>",
    [leg, { ...phone, parent_call_sid: "CA9" }],
    "so Twilio rang the browsers instead",
  ],
])("a room that LiveKit does not take, %s, says who rang", (_, legs, words) => {
  const evidence = legEvidence(leg, legs);
  expect(evidence).toContain("LiveKit answered with SIP code 503");
  expect(evidence).toContain(words);
});
