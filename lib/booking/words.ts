import type { BookingState } from "@/lib/booking/answer";
import { dayOf, formatTime } from "@/lib/core/time";

export const stateNames: Record<BookingState, string> = {
  confirmed: "Confirmed",
  done: "Done",
  no_show: "No-show",
  cancelled: "Canceled",
};

export const stateTones = {
  confirmed: "accent",
  done: "ok",
  no_show: "warn",
  cancelled: "neutral",
} as const satisfies Record<BookingState, string>;

/** A state of the database, as one of ours: its check allows no other. */
export const stateOf = (status: string): BookingState =>
  status === "done" || status === "no_show" || status === "cancelled" ? status : "confirmed";

/** "3:00 PM – 3:45 PM"; of the same half of the day "3:00 – 3:45 PM". */
export function timeSpan(starts: string, ends: string, timeZone: string): string {
  const [from, until] = [starts, ends].map((iso) => formatTime(new Date(iso), timeZone));
  const half = from?.slice(-2) === until?.slice(-2);
  return `${half ? from?.slice(0, -3) : from} – ${until}`;
}

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options });
const long = inUtc({ weekday: "long", month: "long", day: "numeric" });
const short = inUtc({ weekday: "short", month: "short", day: "numeric" });

const noon = (day: string) => new Date(`${day}T12:00:00Z`);

/** A day (YYYY-MM-DD): "Thursday, December 4". */
export const dayName = (day: string): string => long.format(noon(day));
/** "Thu, Dec 4". */
export const shortDay = (day: string): string => short.format(noon(day));

/** When a booking is: "Thursday, December 4, 3:00 – 3:45 PM". */
export function bookingTime(
  { starts_at, ends_at }: { starts_at: string; ends_at: string },
  timeZone: string,
) {
  const day = dayOf(new Date(starts_at), timeZone);
  return `${dayName(day)}, ${timeSpan(starts_at, ends_at, timeZone)}`;
}

/** "45 min", "1 h 30 min". */
export function lengthWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`]
    .filter(Boolean)
    .join(" ");
}

/** How many digits a currency has after the point: 2 for EUR, 0 for JPY. */
export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** A price in the smallest unit: "$49"; "" where none is said. */
export function priceWords(price: { price_minor: number | null; currency: string | null }): string {
  const { price_minor, currency } = price;
  if (price_minor === null || currency === null) return "";
  if (price_minor === 0) return "Free";
  const amount = price_minor / 10 ** minorDigits(currency);
  const options = { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" } as const;
  return new Intl.NumberFormat("en-US", options).format(amount);
}
