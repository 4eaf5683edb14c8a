import { expect, test } from "vitest";
import { callSentence, formatPrice, stateName } from "@/lib/call-log/words/call";

const call = {
  direction: "outbound",
  status: "queued",
  stage: "placing",
  outcome: null,
  duration_seconds: null,
} as const;
const mine = { rep: null, customer: "Jane Doe" };
const theirs = { rep: "Theo", customer: "Jane Doe" };

test.each([
  ["is being placed", { stage: "placing" }, "Calling Jane Doe…"],
  ["rings the rep", { stage: "ringing_rep" }, "Ringing your phone to call Jane Doe"],
  ["waits for the digit", { stage: "confirming" }, "Press 1 on your phone to connect to Jane Doe"],
  ["rings the customer", { stage: "ringing_customer" }, "Ringing Jane Doe…"],
  ["is connected", { stage: "connected" }, "Talking with Jane Doe"],
  [
    "was never confirmed by Twilio",
    { outcome: "unknown" },
    "Checking with Twilio whether the call to Jane Doe was placed",
  ],
  ["greets a caller", { direction: "inbound", stage: "greeting" }, "Incoming call from Jane Doe"],
  [
    "rings for a caller",
    { direction: "inbound", stage: "ringing_rep" },
    "Incoming call from Jane Doe",
  ],
  [
    "ended after talking",
    { stage: "ended", outcome: "connected", duration_seconds: 133 },
    "Call with Jane Doe ended · 2:13",
  ],
  ["was missed", { stage: "ended", outcome: "missed" }, "Missed call from Jane Doe"],
  ["found nobody", { stage: "ended", outcome: "no-answer" }, "Jane Doe didn't answer"],
  ["met a busy line", { stage: "ended", outcome: "busy" }, "Jane Doe was busy"],
  ["failed", { stage: "ended", outcome: "failed" }, "The call to Jane Doe failed"],
  ["was canceled", { stage: "ended", outcome: "canceled" }, "Canceled before Jane Doe answered"],
  [
    "did not reach the rep",
    { stage: "ended", outcome: "rep_unreachable" },
    "Your phone didn't answer, so Jane Doe wasn't called",
  ],
  [
    "was not confirmed by the rep",
    { stage: "ended", outcome: "rep_unconfirmed" },
    "You didn't press 1, so Jane Doe wasn't called",
  ],
] as const)("a call that %s says so to the person on it", (_, change, sentence) => {
  expect(callSentence({ ...call, ...change }, mine)).toBe(sentence);
});

test.each([
  [{ stage: "ringing_rep" }, "Ringing Theo's phone to call Jane Doe"],
  [{ stage: "confirming" }, "Theo is asked to press 1 to talk with Jane Doe"],
  [
    { stage: "ended", outcome: "rep_unreachable" },
    "Theo's phone didn't answer, so Jane Doe wasn't called",
  ],
  [
    { stage: "ended", outcome: "rep_unconfirmed" },
    "Theo didn't press 1, so Jane Doe wasn't called",
  ],
] as const)("colleagues read whose phone it is", (change, sentence) => {
  expect(callSentence({ ...call, ...change }, theirs)).toBe(sentence);
});

test("a badge names the stage while the call lives and the outcome after", () => {
  expect(stateName({ ...call, stage: "connected" })).toEqual({
    words: "On a call",
    tone: "accent",
  });
  expect(stateName({ ...call, stage: "ended", outcome: "missed" })).toEqual({
    words: "Missed",
    tone: "danger",
  });
});

test("a call that Twilio has not confirmed is shown as being checked", () => {
  expect(stateName({ ...call, outcome: "unknown" }).words).toBe("Checking…");
});

test("what the reader did is said to them, what a colleague did is said of the rep", () => {
  const missed = { ...call, stage: "ended", outcome: "rep_unreachable" } as const;
  expect(stateName(missed).words).toBe("Rep didn't pick up");
  expect(stateName(missed, true).words).toBe("You didn't pick up");
  expect(stateName({ ...missed, outcome: "rep_unconfirmed" }, true).words).toBe(
    "You didn't press 1",
  );
});

test("a caller whom a voice agent talked with was in no phone menu", () => {
  const served = { ...call, direction: "inbound", stage: "ended", outcome: "handled" } as const;
  const who = { rep: null, customer: "Jane Doe" };
  expect(callSentence(served, who)).toBe("The phone menu served Jane Doe");
  expect(callSentence(served, { ...who, agent: "Ana" })).toBe("Ana talked with Jane Doe");
});

test("a price keeps its fractions of a cent", () => {
  expect(formatPrice("0.02730", "USD")).toBe("$0.0273");
  expect(formatPrice(0.5, "EUR")).toBe("€0.50");
});

test.each([
  ["rings", { stage: "ringing_customer" }, "Incoming call from Rae Rep, colleague"],
  ["is talked on", { stage: "connected" }, "Talking with Rae Rep"],
  ["was not answered", { stage: "ended", outcome: "no-answer" }, "Missed call from Rae Rep"],
  ["was given up", { stage: "ended", outcome: "canceled" }, "Missed call from Rae Rep"],
  [
    "was declined",
    { stage: "ended", outcome: "busy" },
    "Rae Rep called, and you were busy or declined",
  ],
  ["ended", { stage: "ended", outcome: "connected" }, "Call with Rae Rep ended"],
  [
    "never came",
    { stage: "ended", outcome: "rep_unconfirmed", status: "no-answer" },
    "Rae Rep wanted to call you",
  ],
] as const)("to who is called, a colleague's call %s", (_, changes, sentence) => {
  const shown = { ...call, direction: "internal" as const, ...changes };
  const who = { rep: null, customer: "Rae Rep", isCalled: true };
  expect(callSentence(shown, who)).toBe(sentence);
});

test("who is put on hold is on hold; who is transferred into a queue waits", () => {
  const waiting = { ...call, stage: "waiting" as const };
  expect(stateName(waiting).words).toBe("Waiting");
  const kept = (customer_in: string) => ({ ...waiting, call_controls: { customer_in } });
  expect(stateName(kept("hold")).words).toBe("On hold");
  expect(stateName(kept("dial")).words).toBe("Waiting");
});
