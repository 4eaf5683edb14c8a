import { expect, test } from "vitest";
import { playerKey } from "@/components/recordings/player-keys";

const press = (key: string, inControl = false, more = {}) =>
  playerKey({
    key,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    defaultPrevented: false,
    target: Object.assign(new EventTarget(), { closest: () => inControl }),
    ...more,
  });

test("space plays and pauses, the arrows skip", () => {
  expect([press(" "), press("ArrowLeft"), press("ArrowRight"), press("a")]).toEqual([
    "toggle",
    "back",
    "forward",
    undefined,
  ]);
});

test("a control that is focused keeps its keys, and so does a shortcut of the browser", () => {
  expect(press(" ", true)).toBeUndefined();
  expect(press("ArrowLeft", false, { altKey: true })).toBeUndefined();
});
