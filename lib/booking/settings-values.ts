import type { z } from "zod";
import type { BookedService, BookingFacts, Helper } from "@/lib/booking/facts";
import type { RulesForm } from "@/lib/booking/settings";
import { lengthWords, priceWords } from "@/lib/booking/words";

type Price = Pick<BookedService, "price_minor" | "currency">;

/** A service as its form changes it: the price is one, with its currency. */
export type ServiceValues = Omit<BookedService, "id" | keyof Price> & { price: Price | null };

export function serviceValues(service: Omit<BookedService, "id">): ServiceValues {
  const { name, spoken_names, duration_minutes, price_minor, currency } = service;
  const { buffer_before_minutes, buffer_after_minutes } = service;
  return {
    ...{ name, spoken_names, duration_minutes, buffer_before_minutes, buffer_after_minutes },
    price: price_minor === null ? null : { price_minor, currency },
  };
}

/** One of the staff as the form changes them; `services` are those that can be booked now. */
export type StaffValues = Pick<Helper, "name" | "kind" | "user_id" | "colour" | "services">;

export function staffValues(helper: StaffValues, bookable: { id: string }[]): StaffValues {
  const { name, kind, user_id, colour } = helper;
  const services = helper.services.filter((id) => bookable.some((each) => each.id === id));
  return { name, kind, user_id, colour, services };
}

export type RulesValues = z.output<typeof RulesForm>;

export function rulesValues(settings: BookingFacts["settings"]): RulesValues {
  const { language, slot_minutes, notice_minutes, ahead_days, reminder_hours } = settings;
  return { language, slot_minutes, notice_minutes, ahead_days, reminder_hours };
}

const names: Record<string, string> = {
  name: "the name",
  spoken_names: "the names that callers say",
  duration_minutes: "how long it takes",
  buffer_before_minutes: "the time that is free before",
  buffer_after_minutes: "the time that is free after",
  price: "the price",
  kind: "what it is",
  user_id: "who signs in",
  colour: "the color",
  services: "the services",
  week: "the hours",
  language: "the language",
  slot_minutes: "how far apart times are",
  notice_minutes: "how soon callers can come",
  ahead_days: "how far ahead callers can book",
  reminder_hours: "the reminder",
};

const isPrice = (value: object): value is Price => "price_minor" in value && "currency" in value;

/** A field of the booking settings and its value, for a conflict. */
export function describeBookable(field: string, value: unknown) {
  const words = () => {
    if (value === null) return "";
    if (field === "services" && Array.isArray(value)) return `${value.length} in all`;
    if (Array.isArray(value)) return value.join(", ");
    if (typeof value === "object") return isPrice(value) ? priceWords(value) : "other hours";
    if (field === "user_id") return "somebody else";
    if (field === "kind") return value === "person" ? "a person" : "a room or machine";
    if (field.endsWith("_minutes")) return lengthWords(Number(value));
    return String(value);
  };
  return { name: names[field] ?? field, value: words() };
}
