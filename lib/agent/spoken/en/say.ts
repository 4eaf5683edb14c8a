import { numberWords, ordinalWords } from "@/lib/agent/spoken/en/numbers";
import { addDays } from "@/lib/core/time";

const weekday = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", weekday: "long" });
const month = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "long" });

export function dayWords(day: string, today: string): string {
  if (day === today) return "today";
  if (day === addDays(today, 1)) return "tomorrow";
  const date = new Date(`${day}T12:00:00Z`);
  const year = day.slice(0, 4) === today.slice(0, 4) ? "" : `, ${yearWords(day.slice(0, 4))}`;
  const words = `${month.format(date)} ${ordinalWords(date.getUTCDate())}`;
  return `${weekday.format(date)}, ${words}${year}`;
}

/** "twenty twenty-seven". */
const yearWords = (year: string) =>
  `${numberWords(Number(year.slice(0, 2)))} ${numberWords(Number(year.slice(2)))}`;

export function clockWords(clock: string): string {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  if (minute === 0 && hour === 12) return "noon";
  if (minute === 0 && hour === 0) return "midnight";
  const past = minute === 0 ? "" : ` ${minute < 10 ? "oh " : ""}${numberWords(minute)}`;
  return `${numberWords(hour % 12 || 12)}${past} ${hour < 12 ? "AM" : "PM"}`;
}

const count = (value: number, one: string) =>
  `${numberWords(value)} ${value === 1 ? one : `${one}s`}`;

export function durationWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const words = [
    hours > 0 && count(hours, "hour"),
    (rest > 0 || hours === 0) && count(rest, "minute"),
  ];
  return words.filter(Boolean).join(" and ");
}

const currencies: Record<string, [one: string, part: string]> = {
  ...{ USD: ["dollar", "cent"], CAD: ["dollar", "cent"], AUD: ["dollar", "cent"] },
  ...{ EUR: ["euro", "cent"] },
};

export function priceWords(minor: number, currency: string, digits: number): string {
  if (minor === 0) return "free of charge";
  const [whole, part] = [Math.floor(minor / 10 ** digits), minor % 10 ** digits];
  const names = currencies[currency];
  if (!names) {
    const name = new Intl.DisplayNames("en", { type: "currency" }).of(currency) ?? currency;
    const after = part > 0 ? ` point ${numberWords(part)}` : "";
    return `${numberWords(whole)}${after} ${name}`;
  }
  const words = [
    (whole > 0 || part === 0) && count(whole, names[0]),
    part > 0 && count(part, names[1]),
  ];
  return words.filter(Boolean).join(" and ");
}

/** Digit by digit: groups of three, the last of four. */
export function phoneWords(number: string): string {
  const national = number.replace(/^\+1(?=\d{10}$)/, "");
  const digits = national.replace(/\D/g, "");
  const groups: string[] = [];
  let rest = digits;
  while (rest.length > 4) {
    groups.push(rest.slice(0, 3));
    rest = rest.slice(3);
  }
  groups.push(rest);
  const said = groups.map((group) => [...group].map((each) => numberWords(Number(each))).join(" "));
  return (national.startsWith("+") ? "plus " : "") + said.join(", ");
}
