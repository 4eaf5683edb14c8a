import { expect, test } from "vitest";
import { controlSentences } from "@/lib/call-control/words";

const names: Record<string, string> = { rae: "Rae Rep", rob: "Rob Rep" };
const row = (id: number, kind: string, facts: object) => ({
  ...{ id, event_type: "rest.control", occurred_at: `2026-11-30T12:00:0${id}Z` },
  event_data: { step: { kind, facts } },
});

test("what people asked of a call is listed in order, by name", () => {
  const events = [
    row(2, "asked", { user_id: "rae", to: "person", target_user_id: "rob" }),
    row(1, "hold", { user_id: "rae" }),
    { ...row(3, "x", {}), event_type: "status" },
    row(4, "transferred", { user_id: "rae", to: "voicemail", target_user_id: "rob" }),
    row(5, "transferred", { user_id: "gone", to: "number" }),
    row(7, "added", { user_id: "rae", to: "person", target_user_id: "rob" }),
    row(8, "removed", { user_id: "rae", to: "number" }),
    row(9, "declined", { user_id: "rob" }),
    row(10, "sent_to_voicemail", { user_id: "rae" }),
    // A leg that was rung, without a step.
    { ...row(6, "", {}), event_data: { call_sid: "CA1" } },
  ];
  expect(controlSentences(events, (user) => names[user]).map(({ sentence }) => sentence)).toEqual([
    "Rae Rep put the customer on hold",
    "Rae Rep asked Rob Rep to take the call",
    "Rae Rep transferred the call to the voicemail of Rob Rep",
    "A colleague transferred the call to an outside number",
    "Rae Rep added Rob Rep to the call",
    "Rae Rep removed an outside number from the call",
    "Rob Rep declined the call",
    "Rae Rep sent the caller to their voicemail",
  ]);
});

test("how a call was supervised is said in words", () => {
  const modes = ["listen", "whisper", "barge", "take_over"];
  const events = modes.map((mode, id) => row(id, mode, { user_id: "rob", target_user_id: "rae" }));
  expect(controlSentences(events, (user) => names[user]).map(({ sentence }) => sentence)).toEqual([
    "Rob Rep listened in",
    "Rob Rep whispered to Rae Rep",
    "Rob Rep joined the call as supervisor",
    "Rob Rep took the call over",
  ]);
});
