import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import { describe, expect, test } from "vitest";
import { isAmbiguous } from "@/lib/twilio/form";
import { isSignedBy } from "@/lib/twilio/signature";

describe("a query that could be read in two ways", () => {
  test.each([
    ["has a name twice", "?call=1&call=2", {}],
    ["has a name twice, written differently", "?call=1&c%61ll=1", {}],
    ["shares a name with the body", "?call=1", { call: "2" }],
    ["has an empty part", "?call=1&&leg=rep", {}],
    ["has more parts than any of ours", `?${"abcdefghijklmnopqrstu".split("").join("&")}`, {}],
  ])("%s", (_, search, params) => {
    expect(isAmbiguous(search, params)).toBe(true);
  });

  test.each(["", "?call=1", "?call=1&leg=rep&to=%2B12065550199&record=1&step=digit"])(
    "is not %s",
    (search) => expect(isAmbiguous(search, { CallSid: "CA1" })).toBe(false),
  );

  test("would be signed for by Twilio's own check, however it goes on behind a thousand empty parts", () => {
    const url = "https://ringbook.test/api/twilio/voice/status?call=1";
    const signature = getExpectedTwilioSignature("token", url, {});
    const search = `?call=1${"&".repeat(1_001)}leg=rep`;
    const padded = url.replace(/\?.*/, search);
    expect(isSignedBy("token", signature, padded, {})).toBe(true);
    expect(isAmbiguous(search, {})).toBe(true);
  });
});
