import { expect, test } from "vitest";
import { isOver, refusalSentence, twilioFailure } from "@/lib/twilio/refusal";

test.each([
  ["Twilio's own no", { status: 400, code: 21215, message: "x" }, "refused"],
  ["wrong credentials", { status: 401, code: 20003, message: "x" }, "refused"],
  ["a refused connection", Object.assign(new Error("x"), { code: "ECONNREFUSED" }), "not_sent"],
  ["an unknown host", Object.assign(new Error("x"), { cause: { code: "ENOTFOUND" } }), "not_sent"],
  ["a time-out", Object.assign(new Error("x"), { code: "ECONNABORTED" }), "unknown"],
  ["a broken connection", Object.assign(new Error("x"), { code: "ECONNRESET" }), "unknown"],
  [
    "a 500, which may come after the call was placed",
    { status: 500, code: 20500, message: "x" },
    "unknown",
  ],
])("%s", (_, error, kind) => {
  expect(twilioFailure(error).kind).toBe(kind);
});

test("a code we have no words for is still said with its code", () => {
  expect(refusalSentence(29999)).toContain("29999");
});

test.each([
  ["a call that is not in progress", { status: 400, code: 21220 }, true],
  ["a call that Twilio has no more", { status: 404, code: 20404 }, true],
  ["wrong credentials", { status: 401, code: 20003 }, false],
  ["a 500", { status: 500, code: 20500 }, false],
])("whether it is over already: %s", (_, error, over) => {
  expect(isOver(twilioFailure(error))).toBe(over);
});
