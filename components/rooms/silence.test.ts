import { expect, test } from "vitest";
import { decideSilence, heardOf, type Look } from "@/components/rooms/silence";

const now = 100_000;
const limitMs = 10_000;
const endsIn = (ms: number) => ({ endsAt: now + ms, limitMs });
/** This browser hears nobody for longer than a room may be silent. */
const look = (given: Partial<Look>): Look => ({
  ...{ heard: endsIn(10_000), isSpeaking: false, quietSince: now - 20_000, said: null, now },
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
  const silent = look({ heard: endsIn(0), isSpeaking: true });
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
  const { endsInSeconds } = decideSilence(look({ heard: endsIn(left) }));
  expect(endsInSeconds).toBe(seconds);
});

test("once it is over the server is asked to end it, and asked again while it has not", () => {
  const over = { heard: endsIn(-100) };
  expect(decideSilence(look(over)).post).toBe("silent");
  expect(decideSilence(look({ ...over, said: said(false, 500) })).post).toBeNull();
  expect(decideSilence(look({ ...over, said: said(false, 2_500) })).post).toBe("silent");
});

test("in a quiet room the server is asked, for others may be heard there", () => {
  expect(decideSilence(look({ heard: null })).post).toBe("quiet");
  expect(decideSilence(look({ said: said(true, 2_600) })).post).toBe("quiet");
  expect(decideSilence(look({ said: said(false, 100) })).post).toBeNull();
});

test("who has been heard here since, while the server was away, is talked with on", () => {
  const late = { heard: endsIn(-60_000) };
  const heard = decideSilence(look({ ...late, quietSince: now - 4_000 }));
  expect(heard).toEqual({ post: "quiet", endsInSeconds: null });
  expect(decideSilence(look({ ...late, quietSince: now - 7_000 })).endsInSeconds).toBe(3);
  expect(decideSilence(look({ ...late, quietSince: now - 10_000 })).post).toBe("silent");
});

test("where silence ends nothing, nothing is shown", () => {
  const off = heardOf({ silentForMs: 0, endsAfterMs: null }, now, endsIn(0));
  expect(decideSilence(look({ heard: off }))).toEqual({ post: "quiet", endsInSeconds: null });
});

test("the server's time left counts from when it came", () => {
  const heard = heardOf({ silentForMs: 6_000, endsAfterMs: 4_000 }, now, null);
  expect(heard).toEqual({ endsAt: now + 4_000, limitMs });
  expect(heardOf({ silentForMs: 12_000, endsAfterMs: 0 }, now, heard)).toEqual(endsIn(0));
});
