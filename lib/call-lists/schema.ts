import { z } from "zod";
import { maxContacts, maxRetries, type Retries } from "@/lib/call-lists/limits";
import { optional } from "@/lib/call-log/schema";
import { cleanLine } from "@/lib/core/text";

const units = ["minutes", "hours", "days"] as const;
const minutesPer = { minutes: 1, hours: 60, days: 1440 } as const;

/** The retry rules of a list as the database keeps them. */
export const RetriesKept = z.record(
  z.string(),
  z.object({ after_minutes: z.number(), times: z.number() }),
);

const repeated = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (given === undefined ? [] : [given].flat()));

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d|24:00$/, { error: "Enter a time" });
const clock = z.preprocess((text) => (typeof text === "string" ? text.slice(0, 5) : text), Clock);
const given = (value: unknown) => (value === "" ? null : value);
const whole = (most: number) =>
  z.coerce
    .number({ error: "Enter a number" })
    .int({ error: "Enter a whole number" })
    .min(0, { error: "Must be 0 or more" })
    .max(most, { error: `At most ${most}` });

const Basics = z.object({
  name: z
    .string({ error: "Enter a name" })
    .overwrite(cleanLine)
    .min(1, { error: "Enter a name" })
    .max(120, { error: "At most 120 characters" }),
  days: repeated
    .transform((days) => days.map(Number))
    .pipe(z.array(z.int().min(1).max(7)).min(1, { error: "Choose at least one day" })),
  skip_called_days: z.preprocess(
    given,
    whole(365).min(1, { error: "At least 1, or leave it empty" }).nullable().default(null),
  ),
});

const Hours = z
  .object({
    hours_from: clock,
    // A field for times has no 24:00.
    hours_until: clock.transform((until) => (until === "23:59" ? "24:00" : until)),
  })
  .refine(({ hours_from, hours_until }) => hours_from < hours_until, {
    path: ["hours_until"],
    error: "Must be later than the beginning",
  });

/**
 * Retry rules are `outcome`, `times`, `delay` and `unit`, once per outcome; a problem with one is
 * named `times.<row>` or `delay.<row>`.
 */
const RetryRules = z
  .object({ outcome: repeated, times: repeated, delay: repeated, unit: repeated })
  .transform(({ outcome, times, delay, unit }, context) => {
    const retries: Retries = {};
    for (const [row, key] of outcome.entries()) {
      const often = whole(maxRetries).safeParse(times[row] ?? "");
      const after = whole(9999).safeParse(delay[row] ?? "");
      for (const [name, { error }] of [["times", often] as const, ["delay", after] as const]) {
        const message = error?.issues[0]?.message;
        if (message) context.addIssue({ code: "custom", path: [name, row], message });
      }
      const per = minutesPer[z.enum(units).catch("hours").parse(unit[row])];
      if (!often.data || after.data === undefined) continue;
      retries[key] = { after_minutes: Math.min(525_600, after.data * per), times: often.data };
    }
    return { retries };
  });

/** What can be set of a list, as its form sends it. In parts, so that all problems show at once. */
const Settings = z.intersection(z.intersection(Basics, Hours), RetryRules);

/** The contacts of a new list: ids apart by commas, a search, missed callers, or all. */
const Wanted = z.object({
  ids: z
    .string()
    .optional()
    .transform((text) => text?.split(",").filter(Boolean) ?? [])
    .pipe(z.array(z.uuid()).max(maxContacts)),
  q: z.string().overwrite(cleanLine).max(200).default(""),
  /** A view of the list of contacts, as it stands in its address. */
  view: z.string().max(4000).default(""),
  missed: optional(z.literal("1")).transform(Boolean),
  mine: optional(z.literal("1")).transform(Boolean),
});
export type Wanted = z.output<typeof Wanted>;

export const CreateCallList = z.intersection(
  z.object({ id: z.uuid() }),
  z.intersection(Wanted, Settings),
);
export type CreateCallList = z.output<typeof CreateCallList>;
export const ChangeCallList = z.intersection(z.object({ id: z.uuid() }), Settings);
export type CallListSettings = Omit<z.output<typeof ChangeCallList>, "id">;

export const NewCallListQuery = Wanted.catch({
  ids: [],
  q: "",
  view: "",
  missed: false,
  mine: false,
});

export const OneCallList = z.object({ id: z.uuid() });
export const SetState = z.object({ id: z.uuid(), state: z.enum(["active", "paused"]) });

const Reason = z.enum(["not_a_fit", "wrong_details", "already_spoken", "other"], {
  error: "Choose a reason",
});
export const SkipContact = z
  .object({
    id: z.uuid(),
    entry: z.uuid(),
    reason: Reason,
    note: z.string().overwrite(cleanLine).max(200, { error: "At most 200 characters" }).default(""),
  })
  .refine(({ reason, note }) => reason !== "other" || note !== "", {
    path: ["note"],
    error: "Write a word about why",
  });

const shown = ["waiting", "claimed", "done", "skipped"] as const;
export type EntryState = (typeof shown)[number];

/** What the page of a list shows of its people, and from which place on. */
export const CallListQuery = z.object({
  show: optional(z.enum(shown)),
  after: z.coerce.number().int().min(0).max(maxContacts).catch(0).default(0),
});

export const CallListsQuery = z.object({ done: optional(z.literal("1")).transform(Boolean) });
