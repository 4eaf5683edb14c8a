import { expect, test } from "vitest";
import { Playout } from "@/lib/agent/sound/playout";

const media = (...bytes: number[]) => ({
  event: "media" as const,
  media: { payload: Buffer.from(bytes).toString("base64") },
});
const mark = (name: string) => ({ event: "mark" as const, mark: { name } });

test("what was sent is played in order, then silence; marks are reached between", () => {
  const playout = new Playout();
  for (const sent of [mark("a"), media(1, 2, 3), mark("b"), media(4)]) playout.take(sent);
  expect(playout.play(2)).toEqual({ sound: Uint8Array.of(1, 2), marks: ["a"] });
  expect(playout.play(2)).toEqual({ sound: Uint8Array.of(3, 4), marks: ["b"] });
  expect(playout.play(2)).toEqual({ sound: Uint8Array.of(0xff, 0xff), marks: [] });
});

test("a clear drops the rest, and its marks come back", () => {
  const playout = new Playout();
  for (const sent of [media(1, 2), mark("a"), media(3), mark("b")]) playout.take(sent);
  playout.play(1);
  expect(playout.take({ event: "clear" })).toEqual(["a", "b"]);
  expect(playout.play(1)).toEqual({ sound: Uint8Array.of(0xff), marks: [] });
});
