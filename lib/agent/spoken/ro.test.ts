import { expect, test } from "vitest";
import { ro } from "@/lib/agent/spoken/ro";
import { counted, numberWords } from "@/lib/agent/spoken/ro/numbers";

// A Tuesday.
const today = "2026-12-01";
const salon = { from: "09:00", until: "19:00" };

test.each([
  [1, "m", "unu"],
  [1, "f", "una"],
  [2, "m", "doi"],
  [2, "f", "două"],
  [1, "n", "unu"],
  [2, "n", "două"],
  [12, "f", "douăsprezece"],
  [16, "m", "șaisprezece"],
  [21, "m", "douăzeci și unu"],
  [32, "f", "treizeci și două"],
  [100, "m", "o sută"],
  [245, "m", "două sute patruzeci și cinci"],
  [1000, "m", "o mie"],
  [2026, "n", "două mii douăzeci și șase"],
  [21_000, "m", "douăzeci și una de mii"],
] as const)("%d counted as %s is said", (n, gender, words) => {
  expect(numberWords(n, gender)).toBe(words);
});

test.each([
  [1, "un minut"],
  [2, "două minute"],
  [19, "nouăsprezece minute"],
  [20, "douăzeci de minute"],
  [45, "patruzeci și cinci de minute"],
  [101, "o sută unu minute"],
  [120, "o sută douăzeci de minute"],
])("%d minutes are said", (n, words) => {
  expect(counted(n, { one: "minut", many: "minute", gender: "n" })).toBe(words);
});

test.each([
  ["2026-12-01", "azi"],
  ["2026-12-02", "mâine"],
  ["2026-12-03", "poimâine"],
  ["2026-12-04", "vineri, patru decembrie"],
  ["2026-12-22", "marți, douăzeci și doi decembrie"],
  ["2027-01-01", "vineri, întâi ianuarie două mii douăzeci și șapte"],
])("the day %s is said", (day, words) => {
  expect(ro.day(day, today)).toBe(words);
});

test.each([
  ["15:00", "ora cincisprezece"],
  ["14:30", "ora paisprezece și jumătate"],
  ["09:15", "ora nouă și un sfert"],
  ["12:45", "ora douăsprezece și patruzeci și cinci"],
  ["21:05", "ora douăzeci și unu și cinci minute"],
  ["02:00", "ora două"],
])("the time %s is said", (clock, words) => {
  expect(ro.clock(clock)).toBe(words);
});

test("prices, lengths and numbers are said", () => {
  expect(ro.price(9_000, "RON", 2)).toBe("nouăzeci de lei");
  expect(ro.price(150, "RON", 2)).toBe("un leu și cincizeci de bani");
  expect(ro.price(2_000, "EUR", 2)).toBe("douăzeci de euro");
  expect(ro.price(0, "RON", 2)).toBe("gratuit");
  expect(ro.duration(90)).toBe("o oră și treizeci de minute");
  expect(ro.duration(120)).toBe("două ore");
  expect(ro.phone("+40722145689")).toBe("zero șapte doi doi, unu patru cinci, șase opt nouă");
  expect(ro.when("2026-12-04", "15:00", today)).toBe(
    "vineri, patru decembrie, la ora cincisprezece",
  );
});

test.each([
  ["azi", "2026-12-01", true],
  ["aș vrea mâine dimineață", "2026-12-02", true],
  ["poimâine, dacă se poate", "2026-12-03", true],
  ["joi", "2026-12-03", true],
  ["marți", "2026-12-08", false],
  ["joia viitoare", "2026-12-10", false],
  ["joi săptămâna viitoare", "2026-12-10", true],
  ["lunea viitoare", "2026-12-07", false],
  ["peste două săptămâni", "2026-12-15", true],
  ["peste trei zile", "2026-12-04", true],
  ["peste o lună", "2027-01-01", true],
  ["pe 5", "2026-12-05", true],
  ["pe cinci la trei", "2026-12-05", true],
  ["pe douăzeci și cinci", "2026-12-25", true],
  ["pe întâi", "2026-12-01", true],
  ["cinci ianuarie", "2027-01-05", true],
  ["pe 24 decembrie", "2026-12-24", true],
  ["sîmbătă", "2026-12-05", true],
  ["sâmbăta", "2026-12-05", true],
  ["2026-12-09", "2026-12-09", true],
  ["nu știu", null, true],
])("%j is heard as %s", (said, day, sure) => {
  expect(ro.hearDay(said, today)).toEqual(day && { day, sure });
});

test.each([
  ["la trei", "15:00"],
  ["la ora 15", "15:00"],
  ["la 15:30", "15:30"],
  ["trei și jumătate", "15:30"],
  ["la trei și un sfert", "15:15"],
  ["la patru fără un sfert", "15:45"],
  ["la patru fără zece", "15:50"],
  ["la opt seara", "20:00"],
  ["la zece", "10:00"],
  ["nouă dimineața", "09:00"],
  ["la trei după-amiaza", "15:00"],
  ["la prânz", "12:00"],
  ["la cinci și douăzeci", "17:20"],
  ["la opt", "08:00"],
  ["mâine", null],
])("%j is heard as the time %s", (said, clock) => {
  expect(ro.hearClock(said, salon)).toBe(clock);
});

test.each([
  ["zero șapte doi doi unu patru cinci șase opt nouă", "0722145689"],
  ["zero șapte sute douăzeci și doi unu patru cinci șase opt nouă", "0722145689"],
  ["zero șaptezeci și doi doi unu patru cinci șase opt nouă", "0722145689"],
  ["plus patruzeci 722 145 689", "+40722145689"],
])("%j is heard as the number %s", (said, digits) => {
  expect(ro.hearDigits(said)).toBe(digits);
});
