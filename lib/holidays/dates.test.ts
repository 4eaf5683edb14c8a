import { describe, expect, test } from "vitest";
import {
  holidayCountries,
  nextHolidays,
  publicHolidayOn,
  publicHolidays,
} from "@/lib/holidays/dates";

const named = (country: string, year: number) =>
  publicHolidays(country, year).map(({ day, name }) => `${day.slice(5)} ${name}`);

test.each<[string, string, string]>([
  ["US", "2026-11-26", "Thanksgiving Day"],
  ["US", "2026-05-25", "Memorial Day"],
  ["GB", "2026-05-04", "Early May bank holiday"],
  ["DE", "2027-05-06", "Ascension Day"],
  ["FR", "2026-04-06", "Easter Monday"],
  ["RO", "2027-05-03", "Easter Monday"],
  ["RO", "2028-04-14", "Good Friday"],
  ["SE", "2027-06-26", "Midsummer Day"],
  ["IE", "2030-02-01", "St Brigid's Day"],
  ["NL", "2031-04-26", "King's Day"],
  ["NZ", "2027-06-25", "Matariki"],
  ["GB", "2026-08-31", "Summer bank holiday"],
  ["CA", "2029-07-02", "Canada Day"],
  ["MX", "2030-10-01", "Inauguration of the President"],
])("in %s, %s is %s", (country, day, name) => {
  expect(publicHolidayOn(country, day)?.name).toBe(name);
});

describe("one that falls on a weekend", () => {
  test("is observed on the nearest working day in the United States, also of the year before", () => {
    expect(named("US", 2026)).toContain("07-03 Independence Day (observed)");
    expect(publicHolidayOn("US", "2027-12-31")?.name).toBe("New Year's Day (observed)");
    expect(publicHolidays("US", 2028).every(({ day }) => day.startsWith("2028"))).toBe(true);
  });

  test("is observed on the next day that is none in the United Kingdom", () => {
    // The 25th is a Saturday, the 26th a Sunday.
    const days = ["12-25 Christmas Day", "12-26 Boxing Day"];
    const observed = ["12-27 Christmas Day (observed)", "12-28 Boxing Day (observed)"];
    expect(named("GB", 2027).slice(-4)).toEqual([...days, ...observed]);
  });

  test("stays where it is in Germany", () => {
    expect(named("DE", 2027).slice(-2)).toEqual([
      ...["12-25 Christmas Day", "12-26 Second Day of Christmas"],
    ]);
  });
});

test("of two on one day, one on which work goes on leaves the other", () => {
  const [constitution, whit] = [publicHolidayOn("NO", "2026-05-17"), "easter+50"];
  expect(publicHolidayOn("NO", "2027-05-17", [constitution?.id ?? ""])?.id).toBe(whit);
  expect(publicHolidayOn("NO", "2027-05-17", [whit])?.name).toBe("Constitution Day");
  expect(publicHolidayOn("NO", "2027-05-17", [constitution?.id ?? "", whit])).toBeUndefined();
});

test("a law counts from its year on", () => {
  expect(publicHolidayOn("IT", "2025-10-04")).toBeUndefined();
  expect(publicHolidayOn("IT", "2026-10-04")?.name).toBe("St Francis of Assisi");
});

test("a country that is not known has none", () => {
  expect(publicHolidays("XX", 2026)).toEqual([]);
});

test.each(holidayCountries)("the holidays of %s are real days, in order, each year", (country) => {
  for (let year = 2024; year <= 2040; year += 1) {
    const days = publicHolidays(country, year).map(({ day }) => day);
    expect(days.length).toBeGreaterThanOrEqual(5);
    expect(days).toEqual(days.toSorted());
    for (const day of days) expect(new Date(`${day}T00:00:00Z`).toISOString()).toContain(day);
  }
});

test("the next twelve months begin today and end the day before its date comes again", () => {
  const days = nextHolidays("FR", "2026-05-01").map(({ day }) => day);
  expect(days[0]).toBe("2026-05-01");
  expect(days.at(-1)).toBe("2027-03-29");
});
