import { countries } from "@/lib/holidays/countries";

/** `id` is the same each year. */
export type PublicHoliday = { id: string; name: string; day: string };

/** The countries whose public holidays are known (ISO 3166-1 alpha-2). */
export const holidayCountries: readonly string[] = Object.keys(countries);

const dayMs = 86_400_000;
const remembered = new Map<string, readonly PublicHoliday[]>();

/**
 * The public holidays of a country in a year, by date (YYYY-MM-DD): none of a country that is not
 * known. One that is moved off a weekend is there on both days, with one id.
 */
export function publicHolidays(country: string, year: number): readonly PublicHoliday[] {
  const key = `${country} ${year}`;
  // New Year's Day may be observed in the year before.
  const known =
    remembered.get(key) ??
    [...compute(country, year), ...compute(country, year + 1)].filter(({ day }) =>
      day.startsWith(`${year}-`),
    );
  remembered.set(key, known);
  return known;
}

/** A public holiday of a country on a date (YYYY-MM-DD), but for those with these ids. */
export function publicHolidayOn(
  country: string,
  date: string,
  except: readonly string[] = [],
): PublicHoliday | undefined {
  const year = Number(date.slice(0, 4));
  return publicHolidays(country, year).find(({ id, day }) => day === date && !except.includes(id));
}

/** A country's public holidays in the year from a date on, by date. */
export function nextHolidays(country: string, from: string): PublicHoliday[] {
  const year = Number(from.slice(0, 4));
  const until = `${year + 1}${from.slice(4)}`;
  return [year, year + 1]
    .flatMap((one) => publicHolidays(country, one))
    .filter(({ day }) => day >= from && day < until);
}

/** Of one year, with those that are observed in the year before. */
function compute(country: string, year: number): PublicHoliday[] {
  const { holidays = [], moves, moved } = countries[country] ?? {};
  const all = holidays.flatMap((written): PublicHoliday[] => {
    const [id = "", ...words] = written.split(" ");
    const name = words.join(" ");
    const from = Number(/\(from (\d{4})\)$/.exec(name)?.[1] ?? 0);
    const ms = year < from ? null : momentOf(id, year);
    return ms === null ? [] : [{ id, name: name.replace(/ \(from .*$/, ""), day: dayOf(ms) }];
  });
  const taken = new Set(all.map(({ day }) => day));
  for (const { id, name, day } of moves ? [...all] : []) {
    const isFixed = /^\d\d-\d\d$/.test(id);
    const weekday = weekdayOf(Date.parse(day));
    if (!isFixed || (weekday !== 0 && weekday !== 6) || (moved && !moved.includes(id))) continue;
    let ms = Date.parse(day);
    if (moves === "nearest") ms += weekday === 0 ? dayMs : -dayMs;
    else while (weekdayOf(ms) % 6 === 0 || taken.has(dayOf(ms))) ms += dayMs;
    taken.add(dayOf(ms));
    all.push({ id, name: `${name} (observed)`, day: dayOf(ms) });
  }
  return all.toSorted((one, other) => Date.parse(one.day) - Date.parse(other.day));
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const weekdayOf = (ms: number) => new Date(ms).getUTCDay();
const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** The moment, as if the date were UTC, of "07-04", "05-mon-1", "06-sat>20", "easter+39". */
function momentOf(id: string, year: number): number | null {
  const own = special[id];
  if (own) return own(year);
  const feast = /^(easter|orthodox)([+-]\d+)$/.exec(id);
  if (feast) {
    const sunday = feast[1] === "easter" ? easterOf(year) : orthodoxEasterOf(year);
    return sunday + Number(feast[2]) * dayMs;
  }
  const [, month = "", weekday = "", after, place] =
    /^(\d\d)-([a-z]{3})?(>)?(-?\d+)$/.exec(id) ?? [];
  const at = (day: number) => Date.UTC(year, Number(month) - 1, day);
  if (!weekday) return at(Number(place));
  const wanted = weekdayNames.indexOf(weekday);
  const from = (ms: number) => ms + ((wanted - weekdayOf(ms) + 7) % 7) * dayMs;
  if (after) return from(at(Number(place)));
  // The last one is found from a week before the next month.
  if (place === "-1") return from(Date.UTC(year, Number(month), 1) - 7 * dayMs);
  return from(at(1)) + (Number(place) - 1) * 7 * dayMs;
}

/** As they were set: https://www.legislation.govt.nz/act/public/2022/0014/latest/whole.html */
const matariki: Record<number, string> = {
  ...{ 2025: "06-20", 2026: "07-10", 2027: "06-25", 2028: "07-14", 2029: "07-06", 2030: "06-21" },
  ...{ 2031: "07-11", 2032: "07-02", 2033: "06-24", 2034: "07-07", 2035: "06-29", 2036: "07-18" },
};

const special: Record<string, (year: number) => number | null> = {
  matariki: (year) => (matariki[year] ? Date.parse(`${year}-${matariki[year]}`) : null),
  // The first Monday of February, or the 1st if that is a Friday.
  brigid: (year) =>
    weekdayOf(Date.UTC(year, 1, 1)) === 5 ? Date.UTC(year, 1, 1) : momentOf("02-mon1", year),
  // The 1st of July, or the day after if that is a Sunday.
  canada: (year) => Date.UTC(year, 6, weekdayOf(Date.UTC(year, 6, 1)) === 0 ? 2 : 1),
  // The 1st of October every six years.
  inauguration: (year) => (year % 6 === 2 ? Date.UTC(year, 9, 1) : null),
  // The 27th of April, or the day before if that is a Sunday.
  kings: (year) => Date.UTC(year, 3, weekdayOf(Date.UTC(year, 3, 27)) === 0 ? 26 : 27),
};

/** https://en.wikipedia.org/wiki/Date_of_Easter#Anonymous_Gregorian_algorithm */
function easterOf(year: number): number {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return Date.UTC(year, month - 1, (h + l - 7 * m + 33 * month + 19) % 32);
}

/** By Meeus's Julian algorithm, 13 days later from 1900 to 2099. */
function orthodoxEasterOf(year: number): number {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const month = Math.floor((d + e + 114) / 31);
  return Date.UTC(year, month - 1, ((d + e + 114) % 31) + 1) + 13 * dayMs;
}
