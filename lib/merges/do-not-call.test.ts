import { expect, test } from "vitest";
import { numbersToList } from "@/lib/merges/do-not-call";

test.each([
  ["neither is on the list", ["+1"], ["+2"], [], []],
  ["one of the two is, by all of its numbers", ["+1"], ["+2", "+3"], ["+1"], ["+2", "+3"]],
  ["the one that goes is", ["+1"], ["+2"], ["+2"], ["+1"]],
  ["a contact may still be called by another number", ["+1", "+2"], ["+3"], ["+1"], []],
  ["the one that is called has no number", [], ["+2"], ["+2"], []],
])("when %s", (_, keep, gone, listed, expected) => {
  expect(numbersToList(keep, gone, new Set(listed))).toEqual(expected);
});
