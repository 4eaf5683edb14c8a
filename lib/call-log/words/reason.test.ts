import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { legEvidence, reasonSentence } from "@/lib/call-log/words/reason";

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

const folder = "supabase/schemas/record/functions";

/** What the record gives as reasons: the texts that its functions assign to one. */
const reasons = readdirSync(folder)
  .flatMap((file) => {
    const sql = readFileSync(`${folder}/${file}`, "utf8");
    const assigned = [...sql.matchAll(/reason :=([^;]+);/g)].map(([, value = ""]) => value);
    return assigned.flatMap((value) => [...value.matchAll(/'([a-z]+_[a-z_-]*)'/g)]);
  })
  .map(([, reason = ""]) => reason)
  .flatMap((reason) =>
    reason.endsWith("_") ? ["busy", "failed"].map((status) => reason + status) : [reason],
  );

test("whatever the record gives as a reason has a sentence", () => {
  expect(reasons.length).toBeGreaterThan(25);
  for (const reason of reasons) {
    expect(reasonSentence(reason, "inbound"), reason).toMatch(/^[A-Z1].* .*\.$/);
  }
});

test("between colleagues there is no customer", () => {
  for (const reason of reasons.filter((one) =>
    /^(rep_(?!accepted)|dial|hung|nobody_p|colleague)/.test(one),
  )) {
    expect(reasonSentence(reason, "internal"), reason).not.toMatch(/customer|the rep/);
  }
});
