import {
  hourBefore,
  later,
  nextDate,
  nextOfYear,
  nextWeekday,
  ofNextWeek,
  sure,
} from "@/lib/agent/spoken/calendar";
import { readNumbers, readValue } from "@/lib/agent/spoken/en/numbers";
import { byOpening, type DayHeard, foldWords, type OpenTime } from "@/lib/agent/spoken/spoken";
import { addDays, two } from "@/lib/core/time";

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const months = [
  ...["january", "february", "march", "april", "may", "june", "july", "august"],
  ...["september", "october", "november", "december"],
];

/** "next Thursday" is the one of next week to some and the next one to others: it is asked back. */
export function hearDay(said: string, today: string): DayHeard | null {
  const words = readNumbers(foldWords(said));
  const text = words.join(" ");
  const iso = /\b(20\d\d-\d\d-\d\d)\b/.exec(said)?.[1];
  if (iso) return sure(iso);
  if (/\bday after tomorrow\b/.test(text)) return sure(addDays(today, 2));
  const ahead =
    /\bin (\w+) (day|week|month)s?\b/.exec(text) ??
    /\b(\w+) (day|week)s? from (?:today|now)\b/.exec(text);
  const [n, unit] = [readValue(ahead?.[1]), ahead?.[2]];
  if (n !== undefined && unit) return sure(later(today, n, unit));
  if (/\btomorrow\b/.test(text)) return sure(addDays(today, 1));
  if (/\b(today|tonight)\b/.test(text)) return sure(today);
  const month = words.findIndex((word) => months.includes(word));
  if (month >= 0) {
    const date =
      readValue(words[month + 1]) ?? readValue(words[month - 1]) ?? readValue(words[month - 2]);
    if (date) return sure(nextOfYear(months.indexOf(words[month] ?? "") + 1, date, today));
  }
  const weekday = weekdays.findIndex((name) => words.includes(name));
  if (weekday >= 0) {
    if (/\bnext week\b|\bweek after\b/.test(text)) return sure(ofNextWeek(weekday, today));
    const isNext = new RegExp(`\\bnext ${weekdays[weekday]}\\b`).test(text);
    return isNext ? { day: ofNextWeek(weekday, today), sure: false } : nextWeekday(weekday, today);
  }
  const dated = /\b(?:on )?the (\w+)\b|\bon (\d{1,2}(?:st|nd|rd|th)?)\b/.exec(text);
  const date = readValue(dated?.[1] ?? dated?.[2]);
  return date && date <= 31 ? sure(nextDate(date, today)) : null;
}

/** Without morning or afternoon it is what opening hours say. */
export function hearClock(said: string, open?: OpenTime): string | null {
  const text = readNumbers(foldWords(said).replace(/\b([ap]) m\b/g, "$1m")).join(" ");
  if (/\b(noon|midday)\b/.test(text)) return "12:00";
  const found = minutesPast(text);
  if (!found) return null;
  const [hour, minute] = found;
  if (hour > 23 || minute > 59) return null;
  const exact = (h: number) => `${two(h)}:${two(minute)}`;
  if (/\b\d*(pm|afternoon|evening|tonight)\b/.test(text)) return exact((hour % 12) + 12);
  if (/\b\d*(am|morning)\b/.test(text)) return exact(hour % 12);
  return byOpening(hour, minute, open);
}

function minutesPast(text: string): [hour: number, minute: number] | null {
  const digits = /\b(\d{1,2})[:.](\d\d)\b/.exec(text);
  if (digits) return [Number(digits[1]), Number(digits[2])];
  const around = /\b(half|quarter|\w+)(?: minutes)? (past|after|to|before) (\w+)\b/.exec(text);
  const hour = readValue(around?.[3]);
  if (around && hour !== undefined) {
    const minutes = { half: 30, quarter: 15 }[around[1] ?? ""] ?? readValue(around[1]);
    if (minutes === undefined) return null;
    return /past|after/.test(around[2] ?? "") ? [hour, minutes] : [hourBefore(hour), 60 - minutes];
  }
  const words = text.split(" ");
  const start = words.findIndex((word) => word === "at" || word === "around" || word === "about");
  for (const [at, word] of words.entries()) {
    if (at < start) continue;
    const whole = /^(\d{1,2})(am|pm)$/.exec(word)?.[1];
    const value = whole ? Number(whole) : readValue(word);
    if (value === undefined || value > 23 || word === "a" || word === "an") continue;
    const next = words[at + 1] === "oh" ? readValue(words[at + 2]) : readValue(words[at + 1]);
    return [value, next !== undefined && next < 60 ? next : 0];
  }
  return null;
}

/** "double five" are two. */
export function hearDigits(said: string): string {
  let times = 1;
  let digits = "";
  for (const word of readNumbers(foldWords(said))) {
    const value = readValue(word);
    if (word === "double" || word === "triple") times = word === "double" ? 2 : 3;
    else if (word === "plus" && digits === "") digits = "+";
    else if (/^\+?\d+$/.test(word)) digits += word;
    else if (value !== undefined && word !== "a" && word !== "an") {
      digits += String(value).repeat(times);
      times = 1;
    }
  }
  return digits;
}
