import { z } from "zod";
import { isCountry } from "@/lib/company/places";
import { isNetworkRange, isPremiumRange } from "@/lib/core/destination";
import { isPrefix, maxPrefixes } from "@/lib/core/prefixes";

const chosen = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z
    .array(z.string().refine(isCountry, { error: "Choose countries from the list." }))
    .min(1, { error: "Choose at least one country." })
    .transform((codes) => [...new Set(codes)]),
);

/** Where people may call: one or more ISO 3166-1 alpha-2 codes. */
export const AllowedCountries = z.object({ allowed_countries: chosen });

/** One beginning of numbers a line, as "+1 861". */
const prefixes = z
  .string()
  .max(1_000, { error: "That's too much at once." })
  .transform((text, context) => {
    const lines = text.split(/[\n,;]+/).filter((line) => line.trim() !== "");
    const read = lines.map((line) => ({ line: line.trim(), prefix: asPrefix(line) }));
    for (const { line, prefix } of read) {
      const message = prefixProblem(line, prefix);
      if (message) context.addIssue({ code: "custom", message });
    }
    return [...new Set(read.map(({ prefix }) => prefix))];
  })
  .refine((all) => all.length <= maxPrefixes, { error: `At most ${maxPrefixes} ranges.` });

const asPrefix = (line: string) => line.normalize("NFKC").replace(/[\s().\p{Pd}\p{Cf}]/gu, "");

function prefixProblem(line: string, prefix: string): string | undefined {
  const shown = `“${line.slice(0, 30)}”`;
  if (!isPrefix(prefix))
    return `${shown} isn't a range: write + and the country code, then at least one digit, as in +1 861.`;
  if (isNetworkRange(prefix))
    return `${shown} belongs to satellite phones or international networks, which can't be allowed.`;
  if (isPremiumRange(prefix)) return `${shown} is a premium-rate range, which can't be allowed.`;
  return undefined;
}

/** Where people may call beside the countries: beginnings of numbers, "+1861". */
export const AllowedPrefixes = z.object({ allowed_prefixes: prefixes });

const calls = z.coerce
  .number({ error: "Enter a number of calls." })
  .int({ error: "Enter a whole number." })
  .min(1, { error: "At least 1." });

const many = calls.max(100_000, { error: "At most 100,000." });

/**
 * How often, and for how much: calls are counted over the last 60 minutes and the last 24 hours.
 */
export const CallLimits = z
  .object({
    user_calls_per_hour: many,
    user_calls_per_day: many,
    tenant_calls_per_hour: many,
    tenant_calls_per_day: many,
    calls_at_once: calls.max(10_000, { error: "At most 10,000." }),
    spend_per_day: z.coerce
      .number({ error: "Enter an amount." })
      .min(0, { error: "Must be 0 or more." })
      .max(1_000_000, { error: "At most 1,000,000." })
      .multipleOf(0.01, { error: "Use at most two decimals." }),
  })
  .superRefine((limits, context) => {
    const report = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (limits.user_calls_per_day < limits.user_calls_per_hour)
      report("user_calls_per_day", "The limit per day can't be lower than the limit per hour.");
    if (limits.tenant_calls_per_day < limits.tenant_calls_per_hour)
      report("tenant_calls_per_day", "The limit per day can't be lower than the limit per hour.");
  });

/** Whether calls between colleagues are recorded: a checkbox. */
export const ColleagueCalls = z
  .object({ record_internal_calls: z.literal("on").optional() })
  .transform(({ record_internal_calls: on }) => ({ record_internal_calls: on === "on" }));

/** What people on a call learn of a manager who listens: checkboxes. */
export const Supervision = z
  .object({
    announce_supervision: z.literal("on").optional(),
    show_supervision: z.literal("on").optional(),
  })
  .transform(({ announce_supervision: announce, show_supervision: show }) => ({
    announce_supervision: announce === "on",
    show_supervision: show === "on",
  }));
