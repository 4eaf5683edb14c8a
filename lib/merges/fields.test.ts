import { expect, test } from "vitest";
import type { ContactField } from "@/lib/contact-fields/types";
import type { Contact } from "@/lib/contacts/store";
import { mergeFields, unshownFields } from "@/lib/merges/fields";
import { joined } from "@/lib/merges/side";

const plan: ContactField = { id: "plan", name: "Plan", type: "text", choices: [] };
const blank: Contact = {
  ...{ id: "1", name: "Amara Lindqvist", company: "", company_id: null, title: "" },
  ...{ owner_id: null, stage_id: null, address: "", time_zone: null, zone_guessed: true },
  ...{ custom: {}, archived_at: null, version: 1, contact_phones: [], contact_emails: [] },
  ...{ contact_stages: null, profiles: null, tags: [] },
};
const phone = (number: string, position: number) => ({
  ...{ id: number, phone: number, extension: "", label: "work", position },
});
const choices = (keep: Partial<Contact>, gone: Partial<Contact>) =>
  mergeFields({ ...blank, ...keep }, { ...blank, ...gone }, { fields: [plan], country: "US" });

test("contacts that say the same leave nothing to choose", () => {
  expect(choices({}, {})).toEqual([]);
});

test("what only one has is chosen, else the kept contact's", () => {
  const found = choices(
    { title: "CFO", custom: { plan: "Gold" } },
    { name: "A. Lindqvist", company: "Northwind", custom: { plan: "Silver" } },
  );
  expect(found.map(({ label, chosen }) => [label, chosen])).toEqual([
    ["Name", "keep"],
    ["Company", "gone"],
    ["Job title", "keep"],
    ["Plan", "keep"],
  ]);
});

test("a time zone that a person set goes before a guess", () => {
  const guess = { time_zone: "America/Chicago", zone_guessed: true };
  const set = { time_zone: "America/New_York", zone_guessed: false };
  expect(choices(guess, set)[0]?.chosen).toBe("gone");
  expect(choices(set, guess)[0]?.chosen).toBe("keep");
});

test("the main number is chosen where both have one and they differ", () => {
  const [one, two] = [phone("+12065550101", 0), phone("+12065550102", 0)];
  expect(choices({ contact_phones: [one] }, { contact_phones: [two] })).toMatchObject([
    { name: "phones", keep: "(206) 555-0101", gone: "(206) 555-0102", chosen: "keep" },
  ]);
  expect(choices({ contact_phones: [one] }, { contact_phones: [one] })).toEqual([]);
  expect(choices({}, { contact_phones: [two] })).toEqual([]);
});

test("a field that is not shown any more is kept from whoever has it", () => {
  const contact = (custom: Contact["custom"]) => ({ ...blank, custom });
  const found = unshownFields(contact({ a: "1" }), contact({ a: "2", b: "3", plan: "Gold" }), [
    plan,
  ]);
  expect(found).toEqual(["custom:b"]);
});

test("lists of both are joined, each entry once, as it is in the list that comes first", () => {
  const lists = { keep: ["1k", "2k"], gone: ["2g", "3g"] };
  const keyOf = (entry: string) => entry.charAt(0);
  expect(joined({ ...lists, first: "keep" }, keyOf)).toEqual(["1k", "2k", "3g"]);
  expect(joined({ ...lists, first: "gone" }, keyOf)).toEqual(["2g", "3g", "1k"]);
});
