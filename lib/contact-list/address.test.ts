import { expect, test } from "vitest";
import { partsOf, queryOf, viewAddress, without } from "@/lib/contact-list/address";
import { ownFilters } from "@/lib/contact-list/own-fields";
import { ContactView, isWhole } from "@/lib/contact-list/schema";

const id = "5f9c1a52-1c9e-4d8a-9a53-0e2f6b7c8d90";
const read = (query: string) => ContactView.parse(Object.fromEntries(new URLSearchParams(query)));

test.each([
  `owner=${id}&stage=none`,
  `tag=${id}&company=${id}`,
  `is.${id}=Gold+%26+more&q=ann`,
  `has.${id}=1&not_called=1&missed=1&task=1`,
  "archived=1&sort=-last_call",
  `num.${id}=2.5&task=1`,
  `part.${id}=fair&columns=company%2Ctitle%2C${id}`,
])("%s is read and written as the same view", (query) => {
  expect(queryOf(read(query)).toString()).toBe(query);
});

test("a chip takes its own part off and leaves the others", () => {
  const view = read(`owner=${id}&missed=1&sort=company`);
  const [owner] = partsOf(view.filter);
  expect(owner && without(view, owner)).toBe("/contacts?missed=1&sort=company");
});

test.each([
  "owner=x",
  "sort=-size",
  "is.x=Gold",
  `is.${id}=`,
  `has.${id}=yes`,
  "missed=0",
  `num.${id}=x`,
])("%s asks for nothing", (query) => {
  const view = read(query);
  expect(isWhole(view)).toBe(true);
  expect(viewAddress(view)).toBe("/contacts");
});

test("a question chosen from the list is a part of the address afterwards", () => {
  expect(viewAddress(read("add=task&owner="))).toBe("/contacts?task=1");
});

test.each([
  ["columns=stage&columns=company", ["company", "stage"]],
  ["columns=size,stage", ["stage"]],
  ["columns=company,number,stage,owner,last_call,tags", undefined],
  ["columns=", undefined],
])("%s are columns in the list's order, the usual ones none", (query, columns) => {
  const asked = new URLSearchParams(query).getAll("columns");
  expect(ContactView.parse({ columns: asked }).columns).toEqual(columns);
});

test("a filter by a company's own field becomes what the database compares", () => {
  const other = id.replace("5", "6");
  const { filter } = read(`num.${id}=2.5&part.${other}=fair`);
  expect(ownFilters(filter.own)).toEqual({
    custom: { [id]: 2.5 },
    custom_part: { [other]: "fair" },
  });
});

test("what was taken off a saved view is remembered as made from it", () => {
  const view = read(`task=1&of=${id}`);
  const [task] = partsOf(view.filter);
  expect(task && without(view, task)).toBe(`/contacts?of=${id}`);
});
