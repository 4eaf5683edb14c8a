import { expect, test } from "vitest";
import { changeSentences, mergeToUndo } from "@/lib/timeline/change-words";

const merge = "6c1b0d5e-6f0f-4a53-9f0a-3f5f2a0f6a11";
const people = new Map([["1", "Rae Rep"]]);

test.each([
  ["an imported contact", { created: { import: true } }, ["imported this contact"]],
  ["a new contact", { created: {}, "phone:+12065550180": { to: "work" } }, ["added this contact"]],
  ["a field", { name: { from: "A", to: "B" } }, ["changed the name to “B”"]],
  ["an emptied field", { email: { from: "a@b.test", to: "" } }, ["removed the email"]],
  ["an owner", { owner_id: { from: null, to: "1" } }, ["made Rae Rep the owner"]],
  ["no owner", { owner_id: { from: "1", to: null } }, ["removed the owner"]],
  ["a new number", { "phone:+12065550180": { to: "work" } }, ["added (206) 555-0180"]],
  ["a number gone", { "phone:+12065550180": { from: "work" } }, ["removed (206) 555-0180"]],
  [
    "a label",
    { "phone:+12065550180": { from: "work", to: "home" } },
    ["called (206) 555-0180 “home”"],
  ],
  ["an email", { "email:a@b.test": { to: "work" } }, ["added a@b.test"]],
  ["a stage", { stage: { from: null, to: "Lead" } }, ["changed the stage to “Lead”"]],
  ["a tag", { "tag:VIP": { to: true } }, ["added the tag “VIP”"]],
  ["a tag gone", { "tag:VIP": { from: true } }, ["removed the tag “VIP”"]],
  [
    "an address",
    { address: { to: "1 Main St\nAustin" } },
    ["changed the address to “1 Main St, Austin”"],
  ],
  ["a field of their own", { "custom:Plan": { to: 12.5 } }, ["changed “Plan” to “12.5”"]],
  ["a box ticked", { "custom:Paid": { to: true } }, ["ticked “Paid”"]],
  ["a field emptied", { "custom:Plan": { from: 1, to: null } }, ["removed “Plan”"]],
  ["an archived contact", { archived: { from: false, to: true } }, ["archived this contact"]],
  ["a restored contact", { archived: { from: true, to: false } }, ["restored this contact"]],
  [
    "a merge",
    { title: { to: "CFO" }, merged: { to: { id: merge, name: "A. Doe" } } },
    ["merged this contact with A. Doe", "changed the job title to “CFO”"],
  ],
  [
    "a merge that was undone",
    { unmerged: { to: { id: merge, name: "A. Doe" } } },
    ["undid the merge with A. Doe"],
  ],
  ["what is not known", "nonsense", ["saved this contact"]],
])("%s is put in words", (_, changes, expected) => {
  expect(changeSentences(changes, people, "US")).toEqual(expected);
});

test("a merge can be undone from its entry, once", () => {
  const merged = { to: { id: merge, name: "A. Doe" } };
  expect(mergeToUndo({ merged })).toBe(merge);
  expect(mergeToUndo({ merged: { ...merged, undone: true } })).toBeUndefined();
  expect(mergeToUndo({ name: { to: "B" } })).toBeUndefined();
});
