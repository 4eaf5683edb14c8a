import { expect, test } from "vitest";
import { moveByKey } from "@/components/ui/menu-keys";

const names = ["Your profile", "Settings", "Sign out"];

test.each([
  ["the arrow down goes to the first item", "ArrowDown", -1, 0],
  ["the arrow down goes to the next one", "ArrowDown", 0, 1],
  ["the arrow down goes round", "ArrowDown", 2, 0],
  ["the arrow up goes to the last item", "ArrowUp", -1, 2],
  ["the arrow up goes to the one before", "ArrowUp", 2, 1],
  ["the arrow up goes round", "ArrowUp", 0, 2],
  ["Home goes to the first item", "Home", 2, 0],
  ["End goes to the last item", "End", 0, 2],
  ["a letter goes to the next item that begins with it", "s", 0, 1],
  ["the letter again goes to the one after", "S", 1, 2],
  ["a letter goes round", "y", 2, 0],
  ["a letter that no item begins with goes nowhere", "x", 0, undefined],
  ["Enter goes nowhere", "Enter", 0, undefined],
])("%s", (_, key, at, to) => {
  expect(moveByKey(key, at, names)).toBe(to);
});
