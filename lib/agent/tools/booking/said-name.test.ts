import { expect, test } from "vitest";
import { saidName } from "@/lib/agent/tools/booking/said-name";

test.each([
  ["Jane Doe", "Jane Doe"],
  ["Ștefan Da Silva", "Ștefan Da Silva"],
  ["Bo", "Bo"],
  ["Thank you goodbye", ""],
  ["Mulțumesc, la revedere", ""],
  ["yes please", ""],
  ["Nu.", ""],
  ["123", ""],
  ["", ""],
  [undefined, ""],
])("of %j, the name is %j", (said, name) => {
  expect(saidName(said)).toBe(name);
});
