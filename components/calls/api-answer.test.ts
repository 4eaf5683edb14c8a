import { expect, test } from "vitest";
import { readAnswer } from "@/components/calls/api-answer";

const error = { code: "rate_limited", message: "Too many calls at once." };

test.each([
  ["a placed call", { success: true, callId: "c1" }],
  ["a hang-up", { success: true }],
  ["a refusal", { success: false, error }],
])("%s is understood", (_, body) => {
  expect(readAnswer(body)).toEqual(body);
});

test("what else an answer says is left out", () => {
  expect(readAnswer({ success: true, callId: "c1", status: "queued" })).toEqual({
    success: true,
    callId: "c1",
  });
  expect(readAnswer({ success: false, error: { ...error, seconds: 3 } })).toEqual({
    success: false,
    error,
  });
});

test.each([
  ["nothing", null],
  ["a text", "Bad gateway"],
  ["a list", []],
  ["another site's object", { status: "ok" }],
  ["a success that is not true", { success: "yes" }],
  ["a call id that is no text", { success: true, callId: 1 }],
  ["a refusal without an error", { success: false }],
  ["an empty error", { success: false, error: null }],
  ["an error without a sentence", { success: false, error: { code: "internal" } }],
  ["a sentence that is no text", { success: false, error: { code: "internal", message: {} } }],
])("%s is not an answer of ours", (_, body) => {
  expect(readAnswer(body)).toBeUndefined();
});
