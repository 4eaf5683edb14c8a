import { expect, test } from "vitest";
import { LogFilters, logAddress } from "@/lib/call-log/schema";

test("filters come from the address and go back to it", () => {
  const query = {
    direction: "inbound",
    outcome: "no-answer",
    number: "7b0a6d3e-6f0c-4d0e-9a44-0a1b2c3d4e5f",
    said: "none",
    from: "2026-11-01",
    to: "2026-11-02",
  };
  const filters = LogFilters.parse({ ...query, person: "" });
  expect(filters).toEqual(query);
  expect(logAddress(filters)).toBe(
    "/calls?direction=inbound&outcome=no-answer&said=none&number=7b0a6d3e-6f0c-4d0e-9a44-0a1b2c3d4e5f&from=2026-11-01&to=2026-11-02",
  );
});

test.each([
  ["to", "9999-12-31"],
  ["to", "3000-01-01"],
  ["from", "0000-01-01"],
  ["from", "1969-12-31"],
  ["from", "2026-13-01"],
  ["from", "2026-02-30"],
  ["from", "+010000-01-01"],
  ["from", ["2026-11-01", "2026-11-02"]],
  ["direction", "sideways"],
  ["outcome", "toString"],
  ["person", "me"],
  ["number", "+12065550100"],
  ["said", "nothing"],
])("what cannot be filtered by counts as not given: %s=%s", (name, value) => {
  expect(logAddress(LogFilters.parse({ [name]: value }))).toBe("/calls");
});
