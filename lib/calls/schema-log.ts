import { z } from "zod";
import { outcomeNames } from "@/lib/calls/words";

const outcomes = Object.keys(outcomeNames) as (keyof typeof outcomeNames)[];

const given = (value: unknown) => (value === "" ? undefined : value);

/** One value that the address may or may not carry; anything malformed counts as not given. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(given, schema.optional()).catch(undefined);
}

/** What the call log is narrowed to, from the address. Days are `YYYY-MM-DD` of the tenant's calendar. */
export const LogFilters = z.object({
  direction: optional(z.enum(["inbound", "outbound"])),
  outcome: optional(z.enum(outcomes)),
  person: optional(z.uuid()),
  from: optional(z.iso.date()),
  to: optional(z.iso.date()),
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
