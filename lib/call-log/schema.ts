import { z } from "zod";
import { callStatuses } from "@/lib/call-log/words/call";
import { periods } from "@/lib/call-log/words/period";
import { cleanLine } from "@/lib/core/text";

/**
 * A day that has calls or may have: Postgres knows no year 0, and a day after has four digits too.
 */
export const Day = z.iso.date().refine((day) => day >= "1970-01-01" && day <= "2999-12-31");

/** As calls.direction is checked (supabase/schemas/record/calls.sql). */
const Direction = z.enum(["inbound", "outbound", "internal"]);

const given = (value: unknown) => (value === "" ? undefined : value);

/** One value that the address may or may not carry; anything malformed counts as not given. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(given, schema.optional()).catch(undefined);
}

/**
 * What the call log is narrowed to, from the address. Days are `YYYY-MM-DD` of the tenant's
 * calendar.
 */
export const LogFilters = z.object({
  direction: optional(Direction),
  outcome: optional(z.enum(callStatuses)),
  person: optional(z.uuid()),
  /** What a person says came of it, by id; "none" where they are still to say it. */
  said: optional(z.union([z.literal("none"), z.uuid()])),
  period: optional(z.enum(periods)),
  /** The company's number that was called or shown, by id. */
  number: optional(z.uuid()),
  from: optional(Day),
  to: optional(Day),
  /** What is searched for, as people type it. */
  q: optional(z.string().overwrite(cleanLine).max(200)),
  /** Figures by person are shown too. */
  by: optional(z.literal("person")),
});
export type LogFilters = z.infer<typeof LogFilters>;

/** The address of the log with these filters, from `before` on. */
export function logAddress(filters: LogFilters, before?: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, before })) {
    if (value) query.set(name, value);
  }
  return query.size > 0 ? `/calls?${query}` : "/calls";
}
