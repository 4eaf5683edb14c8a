import { expect, test } from "vitest";
import { quoteLiterals } from "@/local/supabase/query-literals";

function filterOf(query: string, name: string): string | null {
  const url = quoteLiterals(`http://127.0.0.1/rest/v1/contact_phones?${query}`);
  return new URL(url).searchParams.get(name);
}

test.each([
  ["an empty array", "allowed_prefixes=eq.%7B%7D", "allowed_prefixes", 'eq."{}"'],
  ["one number", "phone=eq.%2B12065550123", "phone", 'eq."+12065550123"'],
  [
    "a list",
    "phone=in.(%2B12065550123,%2B12065550124)",
    "phone",
    'in.("+12065550123","+12065550124")',
  ],
  [
    "an alternative",
    "or=(phone.eq.%2B12065550123,label.eq.home)",
    "or",
    '(phone.eq."+12065550123",label.eq.home)',
  ],
  [
    "a number that is quoted already",
    "phone=in.(%22%2B12065550123%22)",
    "phone",
    'in.("+12065550123")',
  ],
  [
    "a time with its zone",
    "created_at=lt.2026-01-05T12:00:00%2B00:00",
    "created_at",
    "lt.2026-01-05T12:00:00+00:00",
  ],
  ["a part of a number", "phone=like.*%2B1206*", "phone", "like.*+1206*"],
])("a filter with %s stays text", (_, query, name, expected) => {
  expect(filterOf(query, name)).toBe(expected);
});
