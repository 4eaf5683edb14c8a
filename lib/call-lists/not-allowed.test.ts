import { expect, test } from "vitest";
import { idsNotAllowed } from "@/lib/call-lists/not-allowed";

const entry = (id: string, ...phones: string[]) => ({
  id,
  contacts: { contact_phones: phones.map((phone) => ({ phone })) },
});
const entries = [
  entry("home", "+12065550123"),
  entry("abroad", "+40721234567"),
  entry("both", "+40721234568", "+12065550124"),
  entry("none"),
  { id: "gone", contacts: null },
];

test("who has only numbers where calls may not go is not to be called", () => {
  expect(idsNotAllowed(entries, { countries: ["US"], prefixes: [] })).toEqual(["abroad"]);
});

test("a beginning that is allowed counts as a country does", () => {
  expect(idsNotAllowed(entries, { countries: ["US"], prefixes: ["+40721"] })).toEqual([]);
});
