import { expect, test } from "vitest";
import { ChooseWay } from "@/lib/livekit-account/schema";

const form = { way: "livekit", has_programmable_sip: "on", silence_seconds: "30" };

test("a switch that is on is sent, and one that is off is not", () => {
  expect(ChooseWay.parse(form)).toEqual({
    ...{ way: "livekit", has_programmable_sip: true, silence_seconds: 30 },
  });
  const { has_programmable_sip: _, ...off } = form;
  expect(ChooseWay.parse({ ...off, silence_seconds: "" })).toEqual({
    ...{ way: "livekit", has_programmable_sip: false, silence_seconds: null },
  });
});

test.each([
  { way: "other" },
  { has_programmable_sip: "maybe" },
  { silence_seconds: "4" },
  { silence_seconds: "61" },
  { silence_seconds: "x" },
])("%j is refused", (wrong) => {
  expect(ChooseWay.safeParse({ ...form, ...wrong }).success).toBe(false);
});
