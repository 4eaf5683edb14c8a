import { expect, test } from "vitest";
import { readCursor, writeCursor } from "@/lib/call-log/cursor";

const id = "b0b7a8e2-2f7b-4a4e-9a39-2f4d2a9d3c11";

test.each([
  "2026-11-02T10:00:00+00:00",
  "2026-11-02T10:00:00.5+00:00",
  "2026-11-02T10:00:00.000001+00:00",
  "2028-02-29T23:59:59Z",
])("a place comes back from an address as it was: %s", (created_at) => {
  const read = readCursor(writeCursor({ created_at, id }));
  expect(read).toEqual({ created_at: created_at.replace("+00:00", "Z"), id });
});

test.each([
  undefined,
  "",
  "2026-11-02T10:00:00Z",
  `~${id}`,
  "2026-11-02T10:00:00Z~1",
  `2026-13-02T10:00:00Z~${id}`,
  `2026-11-31T10:00:00Z~${id}`,
  `2027-02-29T10:00:00Z~${id}`,
  `2026-11-02T24:00:00Z~${id}`,
  `2026-11-02T10:60:00Z~${id}`,
  `2026-11-02T10:00:61Z~${id}`,
  `2026-11-02T10:00:00.1234567Z~${id}`,
  `2026-11-02T10:00:00-08:00~${id}`,
  `0000-01-01T00:00:00Z~${id}`,
  `9999-12-31T23:59:59Z~${id}`,
  `2026-11-02T10:00:00Z~${id}~`,
])("what no page has written is no place: %s", (text) => {
  expect(readCursor(text)).toBeUndefined();
});
