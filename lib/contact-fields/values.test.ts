import { expect, test } from "vitest";
import type { ContactField, FieldType } from "@/lib/contact-fields/types";
import { readValue } from "@/lib/contact-fields/values";

const field = (type: FieldType): ContactField => ({
  ...{ id: "1", name: "Field", type },
  choices: type === "choice" ? ["Gold", "Silver"] : [],
});

test.each([
  ["text", " a  b ", "a  b"],
  ["number", "1,234.5", 1234.5],
  ["number", "-7", -7],
  ["date", "2026-02-28", "2026-02-28"],
  ["choice", "gold", "Gold"],
  ["checkbox", "on", true],
  ["checkbox", "no", null],
  ["link", "example.com/a", "https://example.com/a"],
  ["link", "http://example.com", "http://example.com"],
  ["number", " ", null],
] as const)("in a field of type %s, %j is kept as %j", (type, typed, value) => {
  expect(readValue(field(type), typed)).toEqual({ value });
});

test.each([
  ["number", "many"],
  ["number", "1e999"],
  ["date", "2026-02-30"],
  ["date", "tomorrow"],
  ["choice", "Bronze"],
  ["checkbox", "perhaps"],
  ["link", "javascript:alert(1)"],
  ["link", "no link"],
  ["text", "x".repeat(1001)],
] as const)("in a field of type %s, %j is refused", (type, typed) => {
  expect(readValue(field(type), typed)).toHaveProperty("error");
});

test("a choice that was taken out of the list stays where it was chosen", () => {
  expect(readValue(field("choice"), "Bronze", "Bronze")).toEqual({ value: "Bronze" });
});
