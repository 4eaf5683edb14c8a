import { expect, test } from "vitest";
import type { FlatContact } from "@/lib/contacts/decide";
import { whatChanged } from "@/lib/merges/changed";

const amara: FlatContact = {
  ...{ id: "1", name: "Amara Lindqvist", company: "Northwind", title: "CFO", owner_id: null },
  ...{ stage_id: null, address: "", time_zone: null },
  "phone:+12065550101": { label: "work", extension: "" },
};
const around = { country: "US", fields: [{ id: "plan", name: "Plan" }] };

test("what was changed of a contact since it was seen is named by its fields", () => {
  const now = {
    ...amara,
    ...{ title: "CEO", "custom:plan": "Gold", "tag:vip": true, "email:a@b.test": {} },
    "phone:+12065550101": null,
  };
  expect(whatChanged(JSON.stringify([amara]), [now], around)).toEqual([
    "Amara Lindqvist: the job title, the number (206) 555-0101, “Plan”, the tag “vip”, " +
      "the email a@b.test",
  ]);
});

test.each([
  ["nothing changed", JSON.stringify([amara])],
  ["unreadable", "{"],
  ["strange", "[1]"],
])("nothing is named when what was seen is %s", (_, seen) => {
  expect(whatChanged(seen, [amara], around)).toEqual([]);
});
