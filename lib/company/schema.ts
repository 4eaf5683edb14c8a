import { z } from "zod";
import { personName } from "@/lib/account/schema";
import { isCountry, isTimeZone } from "@/lib/company/places";
import { cleanLine, cleanParagraphs } from "@/lib/core/text";

const company = z
  .string({ error: "Enter your company's name." })
  .overwrite(cleanLine)
  .min(1, { error: "Enter your company's name." })
  .max(80, { error: "A company's name may have at most 80 characters." });

const country = z.string().refine(isCountry, { error: "Choose a country from the list." });
const zone = z.string().refine(isTimeZone, { error: "Choose a time zone from the list." });

export const StartCompany = z.object({ company, name: personName, country, zone });

export const CompanyDetails = z.object({ name: company, country_code: country, time_zone: zone });

const minutes = z.coerce
  .number({ error: "Enter a number of minutes." })
  .int({ error: "Enter whole minutes." })
  .min(1, { error: "At least 1 minute." })
  .max(240, { error: "At most 240 minutes: Twilio ends every call after 4 hours." });

const secondsAfterCall = z.coerce
  .number({ error: "Enter a number of seconds." })
  .int({ error: "Enter whole seconds." })
  .min(0, { error: "At least 0 seconds: people are rung again immediately." })
  .max(600, { error: "At most 600 seconds." });

const days = z
  .literal("")
  .transform(() => null)
  .or(
    z.coerce
      .number({ error: "Enter a number of days, or leave it empty to keep them forever." })
      .int({ error: "Enter whole days." })
      .min(1, { error: "At least 1 day, or leave it empty to keep them forever." })
      .max(3650, { error: "At most 3650 days, or leave it empty to keep them forever." }),
  );

/**
 * How calls are kept: a checkbox is only sent when it is on; the time limit is typed in minutes.
 */
export const CallPolicy = z
  .object({
    recording_enabled: z.literal("on").optional(),
    recording_notice: z
      .string({ error: "Enter what callers hear." })
      .overwrite(cleanParagraphs)
      .min(1, { error: "Enter what callers hear." })
      .max(500, { error: "At most 500 characters: people hear it at the start of every call." }),
    announce_recording: z.enum(["always", "never", "countries"], { error: "Choose one." }),
    announce_countries: z.preprocess(
      (value) => (value === undefined ? [] : [value].flat()),
      z.array(country).transform((codes) => [...new Set(codes)].sort()),
    ),
    keep_recordings_days: days,
    time_limit_minutes: minutes,
    after_call_seconds: secondsAfterCall,
    rep_caller_id: z.enum(["caller", "company"], { error: "Choose one." }),
  })
  .refine(
    ({ announce_recording: when, announce_countries: countries }) =>
      when !== "countries" || countries.length > 0,
    { path: ["announce_countries"], error: "Choose at least one country." },
  )
  .transform(({ recording_enabled, time_limit_minutes, ...policy }) => ({
    ...policy,
    recording_enabled: recording_enabled === "on",
    call_time_limit_seconds: time_limit_minutes * 60,
  }));
