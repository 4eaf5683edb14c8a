import {
  hourBefore,
  later,
  nextDate,
  nextOfYear,
  nextWeekday,
  ofNextWeek,
  sure,
} from "@/lib/agent/spoken/calendar";
import { readNumbers, readValue } from "@/lib/agent/spoken/ro/numbers";
import { byOpening, type DayHeard, foldWords, type OpenTime } from "@/lib/agent/spoken/spoken";
import { addDays, two } from "@/lib/core/time";

/** With and without their article: "joi", "joia viitoare". */
const weekdays = [
  /\b(luni|lunea)\b/,
  /\b(marti|martea)\b/,
  /\b(miercuri|miercurea)\b/,
  /\b(joi|joia)\b/,
  /\b(vineri|vinerea)\b/,
  /\bs[ai]mbata\b/,
  /\b(duminica)\b/,
];
const months = [
  ...["ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august"],
  ...["septembrie", "octombrie", "noiembrie", "decembrie"],
];
const units: Record<string, "day" | "week" | "month"> = {
  ...{ zi: "day", zile: "day", saptamana: "week", saptamani: "week" },
  ...{ luna: "month", luni: "month" },
};

/** "joia viitoare" is the Thursday of next week to some and the next one to others: asked back. */
export function hearDay(said: string, today: string): DayHeard | null {
  const iso = /\b(20\d\d-\d\d-\d\d)\b/.exec(said)?.[1];
  if (iso) return sure(iso);
  const text = readNumbers(foldWords(said)).join(" ");
  const ahead = /\bpeste (\w+) (?:de )?(zile|zi|saptamani|saptamana|luni|luna)\b/.exec(text);
  const n = readValue(ahead?.[1]);
  if (ahead && n !== undefined) return sure(later(today, n, units[ahead[2] ?? ""] ?? "day"));
  if (/\bpoimaine\b/.test(text)) return sure(addDays(today, 2));
  if (/\bmaine\b/.test(text)) return sure(addDays(today, 1));
  if (/\b(azi|astazi|diseara)\b/.test(text)) return sure(today);
  const dated = new RegExp(`\\b(\\w+) (${months.join("|")})\\b`).exec(text);
  const date = readValue(dated?.[1]);
  if (dated && date) return sure(nextOfYear(months.indexOf(dated[2] ?? "") + 1, date, today));
  const ofMonth = /\b(?:pe|in data de|data de|de pe) (\d{1,2})\b(?! (?:si|ore|minute))/.exec(text);
  if (ofMonth) return sure(nextDate(Number(ofMonth[1]), today));
  const weekday = weekdays.findIndex((name) => name.test(text));
  if (weekday < 0) return null;
  if (/\bsaptamana (viitoare|urmatoare|care vine)\b/.test(text)) {
    return sure(ofNextWeek(weekday, today));
  }
  const isNext = /\b(viitoare|urmatoare|cealalta)\b/.test(text);
  return isNext ? { day: ofNextWeek(weekday, today), sure: false } : nextWeekday(weekday, today);
}

/** Without a half of the day it is what opening hours say: "la trei" is 15:00 in a salon. */
export function hearClock(said: string, open?: OpenTime): string | null {
  const text = foldWords(said);
  const found = minutesPast(text);
  if (!found) {
    return /\b(pranz|amiaza)\b/.test(text) && !/\bdupa (masa|amiaza|pranz)\b/.test(text)
      ? "12:00"
      : null;
  }
  const [hour, minute] = found;
  if (hour > 24 || minute > 59) return null;
  const exact = (h: number) => `${two(h % 24)}:${two(minute)}`;
  if (hour > 12) return exact(hour);
  if (/\b(seara|diseara|dupa amiaza|dupa masa|dupa pranz|pm)\b/.test(text)) {
    return exact((hour % 12) + 12);
  }
  if (/\b(dimineata|am)\b/.test(text)) return exact(hour % 12);
  return byOpening(hour, minute, open);
}

function minutesPast(text: string): [hour: number, minute: number] | null {
  const digits = /\b(\d{1,2})[:.](\d\d)\b/.exec(text);
  if (digits) return [Number(digits[1]), Number(digits[2])];
  const after = /\b(?:la ora|ora|la|pe la|de la)\b (.+)$/.exec(text)?.[1];
  const words = readNumbers(
    (after ?? text)
      .replace(/ si (jumatate|un sfert)\b/g, " $1")
      .replace(/ fara un sfert\b/g, " minus15"),
  );
  const at = words.findIndex((word) => /^\d{1,2}$/.test(word));
  const hour = readValue(words[at]);
  if (at < 0 || hour === undefined) return null;
  const next = words[at + 1];
  if (next === "jumatate") return [hour, 30];
  if (next === "un") return [hour, 15];
  if (next === "minus15") return [hourBefore(hour), 45];
  const minutes = Number(words[at + 2]);
  if (next === "fara" && minutes < 60) return [hourBefore(hour), 60 - minutes];
  if (next === "si" && minutes < 60) return [hour, minutes];
  // "douazeci si cinci" is one number: what is more than a day has is an hour and its minutes.
  return hour > 24 ? [Math.floor(hour / 10) * 10, hour % 10] : [hour, 0];
}

/** "șaptezeci și doi" are two digits, "șapte sute douăzeci și doi" three. */
export function hearDigits(said: string): string {
  let digits = "";
  let times = 1;
  for (const word of readNumbers(foldWords(said))) {
    if (word === "dublu") times = 2;
    else if (word === "plus" && digits === "") digits = "+";
    else if (/^\+?\d+$/.test(word)) {
      digits += word.repeat(times);
      times = 1;
    }
  }
  return digits;
}
