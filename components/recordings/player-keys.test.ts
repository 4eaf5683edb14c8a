import { expect, test } from "vitest";
import { playerKey } from "@/components/recordings/player-keys";

const press = (key: string, inControl: string | false = false, more = {}) =>
  playerKey({
    key,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    defaultPrevented: false,
    target: Object.assign(new EventTarget(), {
      closest: (selector: string) => inControl !== false && selector.includes(inControl),
    }),
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
  expect(press(" ", "input")).toBeUndefined();
  expect([press(" ", "button"), press("ArrowLeft", "button")]).toEqual([undefined, "back"]);
  expect(press("ArrowLeft", "[role=menu]")).toBeUndefined();
  expect(press("ArrowLeft", false, { altKey: true })).toBeUndefined();
});
