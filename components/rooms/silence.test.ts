import { expect, test } from "vitest";
import { decideSilence, heardOf, type Look } from "@/components/rooms/silence";

const now = 100_000;
const look = (given: Partial<Look>): Look => ({
  ...{ heard: { endsAt: now + 10_000 }, isSpeaking: false, said: null, now },
  ...given,
});
const said = (isSpeaking: boolean, agoMs: number) => ({ isSpeaking, at: now - agoMs });

test("who begins to speak is reported at once, and again before three seconds are over", () => {
  const speaking = (before: Look["said"]) =>
    decideSilence(look({ isSpeaking: true, said: before })).post;
  expect(speaking(null)).toBe("speaking");
  expect(speaking(said(false, 100))).toBe("speaking");
  expect(speaking(said(true, 100))).toBeNull();
  expect(speaking(said(true, 2_600))).toBe("speaking");
});

test("nobody who speaks sees a countdown, however long it was silent before", () => {
  const silent = look({ heard: { endsAt: now }, isSpeaking: true });
  expect(decideSilence(silent).endsInSeconds).toBeNull();
});

test.each([
  [10_000, null],
  [5_001, null],
  [5_000, 5],
  [4_200, 5],
  [900, 1],
  [0, 0],
  [-3_000, 0],
])("%i ms before the end, %s seconds are shown", (left, seconds) => {
  const { endsInSeconds } = decideSilence(look({ heard: { endsAt: now + left } }));
  expect(endsInSeconds).toBe(seconds);
});

test("once it is over the server is asked to end it, and asked again while it has not", () => {
  const over = { heard: { endsAt: now - 100 } };
  expect(decideSilence(look(over)).post).toBe("silent");
  expect(decideSilence(look({ ...over, said: said(false, 500) })).post).toBeNull();
  expect(decideSilence(look({ ...over, said: said(false, 2_500) })).post).toBe("silent");
});

test("in a quiet room the server is asked, for others may be heard there", () => {
  expect(decideSilence(look({ heard: null })).post).toBe("quiet");
  expect(decideSilence(look({ said: said(true, 2_600) })).post).toBe("quiet");
  expect(decideSilence(look({ said: said(false, 100) })).post).toBeNull();
});

test("where silence ends nothing, nothing is shown", () => {
  const off = heardOf({ endsAfterMs: null }, now);
  expect(decideSilence(look({ heard: off }))).toEqual({ post: "quiet", endsInSeconds: null });
});

test("the server's time left counts from when it came", () => {
  expect(heardOf({ endsAfterMs: 4_000 }, now)).toEqual({ endsAt: now + 4_000 });
});
