import { counted, numberWords } from "@/lib/agent/spoken/ro/numbers";
import { addDays } from "@/lib/core/time";

const weekday = new Intl.DateTimeFormat("ro-RO", { timeZone: "UTC", weekday: "long" });
const month = new Intl.DateTimeFormat("ro-RO", { timeZone: "UTC", month: "long" });

export function dayWords(day: string, today: string): string {
  if (day === today) return "azi";
  if (day === addDays(today, 1)) return "mâine";
  if (day === addDays(today, 2)) return "poimâine";
  const moment = new Date(`${day}T12:00:00Z`);
  const date = moment.getUTCDate() === 1 ? "întâi" : numberWords(moment.getUTCDate());
  const year =
    day.slice(0, 4) === today.slice(0, 4) ? "" : ` ${numberWords(Number(day.slice(0, 4)), "n")}`;
  return `${weekday.format(moment)}, ${date} ${month.format(moment)}${year}`;
}

/** "ora cincisprezece și jumătate". */
export function clockWords(clock: string): string {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  const past: Record<number, string> = { 0: "", 15: " și un sfert", 30: " și jumătate" };
  const minutes = past[minute] ?? ` și ${minutesWords(minute)}`;
  return `ora ${hourWords(hour)}${minutes}`;
}

/** Hours are feminine, but for one: "ora două", "ora douăzeci și unu". */
const hourWords = (hour: number) => numberWords(hour, hour % 10 === 1 ? "m" : "f");

const minutesWords = (minute: number) =>
  minute < 10 ? counted(minute, minuteNames) : numberWords(minute, "f");

const minuteNames = { one: "minut", many: "minute", gender: "n" } as const;
const hourNames = { one: "oră", many: "ore", gender: "f" } as const;

export function durationWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const words = [
    hours > 0 && counted(hours, hourNames),
    (rest > 0 || hours === 0) && counted(rest, minuteNames),
  ];
  return words.filter(Boolean).join(" și ");
}

type Names = Parameters<typeof counted>[1];
const currencies: Record<string, [whole: Names, part: Names]> = {
  RON: [
    { one: "leu", many: "lei", gender: "m" },
    { one: "ban", many: "bani", gender: "m" },
  ],
  EUR: [
    { one: "euro", many: "euro", gender: "m" },
    { one: "cent", many: "cenți", gender: "m" },
  ],
  USD: [
    { one: "dolar", many: "dolari", gender: "m" },
    { one: "cent", many: "cenți", gender: "m" },
  ],
};

export function priceWords(minor: number, currency: string, digits: number): string {
  if (minor === 0) return "gratuit";
  const [whole, part] = [Math.floor(minor / 10 ** digits), minor % 10 ** digits];
  const names = currencies[currency];
  if (!names) {
    const name = new Intl.DisplayNames("ro", { type: "currency" }).of(currency) ?? currency;
    return `${numberWords(whole)}${part > 0 ? ` virgulă ${numberWords(part)}` : ""} ${name}`;
  }
  const words = [
    (whole > 0 || part === 0) && counted(whole, names[0]),
    part > 0 && counted(part, names[1]),
  ];
  return words.filter(Boolean).join(" și ");
}

/** Digit by digit: 0722, 145, 689. */
export function phoneWords(number: string): string {
  const national = number.replace(/^\+40(?=\d{9}$)/, "0");
  const digits = national.replace(/\D/g, "");
  const groups = [digits.slice(0, 4), ...(digits.slice(4).match(/\d{1,3}/g) ?? [])];
  const said = groups.map((group) => [...group].map((each) => numberWords(Number(each))).join(" "));
  return (national.startsWith("+") ? "plus " : "") + said.join(", ");
}
