import { z } from "zod";
import { isCountry } from "@/lib/tenants/places";

const chosen = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z
    .array(z.string().refine(isCountry, { error: "Choose countries from the list." }))
    .min(1, { error: "Choose at least one country." })
    .transform((codes) => [...new Set(codes)]),
);

/** Where people may call: one or more ISO 3166-1 alpha-2 codes. */
export const AllowedCountries = z.object({ allowed_countries: chosen });

const calls = z.coerce
  .number({ error: "Enter a number of calls." })
  .int({ error: "Enter whole calls." })
  .min(1, { error: "At least 1." });

const many = calls.max(100_000, { error: "At most 100,000." });

/** How often, and for how much: calls are counted over the last 60 minutes and the last 24 hours. */
export const CallLimits = z
  .object({
    user_calls_per_hour: many,
    user_calls_per_day: many,
    tenant_calls_per_hour: many,
    tenant_calls_per_day: many,
    calls_at_once: calls.max(10_000, { error: "At most 10,000." }),
    spend_per_day: z.coerce
      .number({ error: "Enter an amount." })
      .min(0, { error: "Not less than nothing." })
      .max(1_000_000, { error: "At most 1,000,000." })
      .multipleOf(0.01, { error: "Whole cents." }),
  })
  .superRefine((limits, context) => {
    const told = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (limits.user_calls_per_day < limits.user_calls_per_hour)
      told("user_calls_per_day", "A day cannot allow less than an hour.");
    if (limits.tenant_calls_per_day < limits.tenant_calls_per_hour)
      told("tenant_calls_per_day", "A day cannot allow less than an hour.");
  });
