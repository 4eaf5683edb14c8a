import { expect, test } from "vitest";
import { contactGroup, ownerItems } from "@/components/palette/contact-items";
import { itemsFor, matches } from "@/components/palette/items";

const nothing = { found: [], number: null };
const titles = (query: string, role: "rep" | "admin" = "rep") =>
  itemsFor(query, nothing, { role, recent: [] }).flatMap(({ items }) =>
    items.map(({ title }) => title),
  );

test.each([
  ["New contact", "new", true],
  ["New contact", "cont ne", true],
  ["New contact", "tact", false],
  ["Company & recording", "reco", true],
  ["Anything", "", true],
])("%s is found by %j: %s", (text, query, expected) => {
  expect(matches(text, query)).toBe(expected);
});

test("pages are found by the beginning of their words, those of admins by admins only", () => {
  expect(titles("activity")).toEqual([]);
  expect(titles("prof")).toEqual(["Profile"]);
  expect(titles("twilio", "admin")).toContain("Twilio");
  expect(titles("queue")).toEqual([]);
  expect(titles("queue", "admin")).toEqual(["Queue"]);
});

test("a typed number can be called or added, before everything else", () => {
  const number = { to: "+12025550143", shown: "(202) 555-0143", place: "United States" };
  const [first] = itemsFor("2025550143", { found: [], number }, { role: "rep", recent: [] });
  expect(first?.items).toMatchObject([
    { kind: "call", title: "Call (202) 555-0143", detail: "United States" },
    { kind: "open", href: "/contacts/new?phone=%2B12025550143" },
  ]);
});

test("calls that are found end with the way to all of them in the log", () => {
  const call = {
    ...({ kind: "call", id: "1", title: "Jane Doe" } as const),
    ...{ detail: "Connected · Today, 3:58 PM", href: "/calls/1" },
  };
  const groups = itemsFor("jane d", { found: [call], number: null }, { role: "rep", recent: [] });
  expect(groups).toMatchObject([
    {
      value: "Calls",
      items: [
        { kind: "open", href: "/calls/1", title: "Jane Doe", icon: "log" },
        { kind: "open", href: "/calls?q=jane+d", title: "Search calls for “jane d”" },
      ],
    },
  ]);
});

test("the contact on screen is found by what can be done, and their owners by name", () => {
  const people = ["Rae Rep", "Rob Rep"].map((name, user_id) => ({ name, user_id: `${user_id}` }));
  const jane = { name: "Jane Doe", people };
  const shown = (query: string) =>
    itemsFor(query, nothing, { role: "rep", recent: [], contact: contactGroup(jane) });
  expect(shown("assign")).toMatchObject([
    { value: "Jane Doe", items: [{ kind: "assign", title: "Assign Jane Doe to …" }] },
  ]);
  expect(shown("zzz")).toEqual([]);
  const owners = (query: string) => ownerItems(query, jane).flatMap(({ items }) => items);
  expect(owners("").map(({ title }) => title)).toEqual(["Rae Rep", "Rob Rep", "No owner"]);
  expect(owners("rob")).toMatchObject([{ kind: "owner", owner: "1" }]);
  expect(ownerItems("zzz", jane)).toEqual([]);
});

test("what was opened lately is offered until something is typed", () => {
  const recent = [{ href: "/contacts/1", title: "Amara Lindqvist", detail: "" }];
  const shown = (query: string) =>
    itemsFor(query, nothing, { role: "rep", recent }).map(({ value }) => value);
  expect(shown("")).toContain("Recent");
  expect(shown("a")).not.toContain("Recent");
});

test("colleagues come first, each with what they are doing, and are called at once", () => {
  const found = [
    {
      ...({ kind: "contact", id: "1", title: "Rob Roy" } as const),
      ...{ detail: "", href: "/contacts/1" },
    },
    {
      ...({ kind: "colleague", id: "2", title: "Rob Rep", presence: "on_call" } as const),
      ...{ detail: "On a call · extension 102", href: "/settings/team" },
    },
  ];
  const groups = itemsFor("rob", { found, number: null }, { role: "rep", recent: [] });
  expect(groups.map(({ value }) => value)).toEqual(["Colleagues", "Contacts"]);
  expect(groups[0]?.items).toMatchObject([
    {
      ...{ kind: "call", title: "Call Rob Rep", detail: "On a call · extension 102" },
      ...{ presence: "on_call", call: { colleagueId: "2" } },
    },
  ]);
});
