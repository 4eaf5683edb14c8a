import { expect, test } from "vitest";
import {
  comesHere,
  fingerprint,
  keepForUndo,
  planWebhooks,
  sameWebhooks,
} from "@/lib/numbers/decide";

const none = {
  voice_url: "",
  voice_method: "POST",
  status_callback: "",
  status_callback_method: "POST",
  voice_application_sid: "",
  trunk_sid: "",
};
const wanted = {
  ...none,
  voice_url: "https://crm.example/api/twilio/voice/answer#rc=3",
  status_callback: "https://crm.example/api/twilio/voice/status#rc=3",
};
const elsewhere = { ...none, voice_url: "https://pbx.example/voice", voice_method: "GET" };

test.each([
  ["says nothing more when all is as wanted", wanted, { kind: "set" }],
  ["asks lightly when the number goes nowhere", none, { kind: "free" }],
  ["asks before replacing another system", elsewhere, { kind: "replace" }],
  [
    "asks when only the status goes elsewhere",
    { ...none, status_callback: "https://x.example" },
    { kind: "replace" },
  ],
  ["asks when the method differs", { ...wanted, voice_method: "GET" }, { kind: "replace" }],
  [
    "names a TwiML app that overrides even the right URLs",
    { ...wanted, voice_application_sid: "AP1" },
    { kind: "overridden", by: "app", sid: "AP1" },
  ],
  [
    "names a trunk, which overrides an app",
    { ...none, trunk_sid: "TK1", voice_application_sid: "AP1" },
    { kind: "overridden", by: "trunk", sid: "TK1" },
  ],
])("%s", (_, now, plan) => {
  expect(planWebhooks(now, wanted)).toEqual(plan);
});

test("the method of a URL that is not set does not matter", () => {
  expect(sameWebhooks(none, { ...none, voice_method: "GET" })).toBe(true);
  expect(fingerprint(elsewhere)).not.toBe(fingerprint({ ...elsewhere, voice_method: "POST" }));
});

test("undo brings back what was there before Ringbook, also after its address has changed", () => {
  const olderRingbook = { ...wanted, voice_url: "https://old.example/api/twilio/voice/answer" };
  expect(keepForUndo(elsewhere, null, wanted)).toBe(elsewhere);
  expect(keepForUndo(olderRingbook, elsewhere, wanted)).toBe(elsewhere);
  expect(keepForUndo(elsewhere, none, wanted)).toBe(elsewhere);
  expect(keepForUndo({ ...olderRingbook, trunk_sid: "TK1" }, none, wanted).trunk_sid).toBe("TK1");
});

test("calls come here by Ringbook's own path alone, and not where an app or trunk has them", () => {
  expect(comesHere(wanted, wanted)).toBe(true);
  expect(
    comesHere({ ...wanted, voice_url: "https://old.example/api/twilio/voice/answer" }, wanted),
  ).toBe(true);
  expect(comesHere({ ...wanted, voice_application_sid: "AP1" }, wanted)).toBe(false);
  expect(comesHere({ ...wanted, trunk_sid: "TK1" }, wanted)).toBe(false);
  expect(comesHere(elsewhere, wanted)).toBe(false);
  expect(comesHere(none, wanted)).toBe(false);
});
