import { expect, test } from "vitest";
import { decideKey, type Press } from "@/components/keys/decide";

const plain: Press = {
  ...{ key: "c", command: false, alt: false },
  ...{ typing: false, inRow: false, repeat: false },
};
const usual = { afterG: false, singleKeys: true };

test.each([
  [
    "Ctrl K opens the palette, also while typing",
    { key: "k", command: true, typing: true },
    "palette",
  ],
  ["/ opens the palette", { key: "/" }, "palette"],
  ["/ in a field is a slash", { key: "/", typing: true }, "none"],
  ["? lists the keys", { key: "?" }, "help"],
  ["g waits for a place", { key: "g" }, "wait_for_place"],
  ["j moves to the next row", { key: "j" }, "move"],
  ["the down arrow moves on from a row", { key: "ArrowDown", inRow: true }, "move"],
  ["the down arrow scrolls the page elsewhere", { key: "ArrowDown" }, "none"],
  ["c is the page's own", { key: "c" }, "page"],
  ["u held down hangs up one call, not the next too", { key: "u", repeat: true }, "none"],
  ["j held down runs through the rows", { key: "j", repeat: true }, "move"],
  ["Ctrl C copies", { key: "c", command: true }, "none"],
  ["Alt and a letter are the browser's menus", { key: "f", alt: true }, "none"],
])("%s", (_, press, kind) => {
  expect(decideKey({ ...plain, ...press }, usual).kind).toBe(kind);
});

test("after g a letter names a place", () => {
  expect(decideKey({ ...plain, key: "l" }, { ...usual, afterG: true })).toEqual({
    kind: "go",
    key: "l",
  });
});

test("with single keys switched off, letters do nothing and Ctrl K still opens the palette", () => {
  const off = { afterG: false, singleKeys: false };
  expect(decideKey({ ...plain, key: "c" }, off)).toEqual({ kind: "none" });
  expect(decideKey({ ...plain, key: "?" }, off)).toEqual({ kind: "none" });
  expect(decideKey({ ...plain, key: "k", command: true }, off)).toEqual({ kind: "palette" });
});
