import { expect, test } from "vitest";
import { saidName } from "@/lib/agent/tools/booking/said-name";

test.each([
  ["Jane Doe", "Jane Doe"],
  ["Ștefan Da Silva", "Ștefan Da Silva"],
  ["Bo", "Bo"],
  ["Ion Popescu, vă rog", "Ion Popescu"],
  ["Ștefan da Silva. Mulțumesc frumos.", "Ștefan da Silva"],
  ["Jane Doe, thank you", "Jane Doe"],
  ["Yes please, Jane O'Neill. Goodbye!", "Jane O'Neill"],
  ["Bo, please", "Bo"],
  ["Thank you, have a nice day", ""],
  ["No, that's all, thank you very much", ""],
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
