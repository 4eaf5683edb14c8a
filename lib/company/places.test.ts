import { expect, test } from "vitest";
import { countries, countryOfLanguages, isTimeZone } from "@/lib/company/places";

test("lists every country by its English name", () => {
  expect(countries()).toContainEqual({ code: "DE", name: "Germany" });
  expect(countries().length).toBeGreaterThan(200);
});

test.each([
  ["de-AT,de;q=0.9,en;q=0.8", "AT"],
  ["de,fr-CH;q=0.9", "CH"],
  ["zh-Hant-TW", "TW"],
  ["en", "US"],
  ["en-XX", "US"],
  [null, "US"],
])("guesses from the languages %j the country %s", (languages, country) => {
  expect(countryOfLanguages(languages)).toBe(country);
});

test("knows older names of time zones, which browsers still report", () => {
  expect(isTimeZone("Asia/Calcutta")).toBe(true);
  expect(isTimeZone("+02:00")).toBe(false);
  expect(isTimeZone("")).toBe(false);
});
