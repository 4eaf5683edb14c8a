import { expect, test } from "vitest";
import { readOptOut } from "@/lib/messages/opt-out";

test.each([
  ["STOP", undefined, { optOut: "stop", source: "word" }],
  [" stop \n", undefined, { optOut: "stop", source: "word" }],
  ["Unsubscribe", undefined, { optOut: "stop", source: "word" }],
  ["REVOKE", undefined, { optOut: "stop", source: "word" }],
  ["start", undefined, { optOut: "start", source: "word" }],
  ["Yes, please", undefined, undefined],
  ["help", undefined, { optOut: "help", source: "word" }],
  ["Please stop calling", undefined, undefined],
  ["stop.", undefined, undefined],
  ["", undefined, undefined],
  ["Arrêt", "STOP", { optOut: "stop", source: "twilio" }],
  ["stop", "START", { optOut: "start", source: "twilio" }],
  ["stop", "OTHER", { optOut: "stop", source: "word" }],
])("%j with OptOutType %s", (body, type, expected) => {
  expect(readOptOut(body, type)).toEqual(expected);
});

test("a lone yes may opt in: it is said to be a word, which the record weighs", () => {
  expect(readOptOut("Yes")).toEqual({ optOut: "start", source: "word" });
});
