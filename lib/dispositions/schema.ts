import { z } from "zod";
import { cleanLine } from "@/lib/core/text";
import { followUps } from "@/lib/dispositions/follow-up";

const given = (value: unknown) => (value === "" ? null : value);
const minutesPer = { minutes: 1, hours: 60, days: 1440 } as const;
const year = 525_600;

/** An outcome as its form sends it: the delay in a unit of its own. */
export const SaveDisposition = z
  .object({
    label: z
      .string({ error: "Enter a name." })
      .overwrite(cleanLine)
      .min(1, { error: "Enter a name." })
      .max(40, { error: "At most 40 characters." }),
    key: z.preprocess(given, z.coerce.number().int().min(1).max(9).nullable().default(null)),
    follow_up: z.enum(followUps).default("none"),
    delay: z.preprocess(
      given,
      z.coerce
        .number({ error: "Enter a number." })
        .int({ error: "Enter a whole number." })
        .min(0, { error: "Must be 0 or more." })
        .max(9999, { error: "That is too long." })
        .nullable()
        .default(null),
    ),
    unit: z.enum(["minutes", "hours", "days"]).default("days"),
    /** The stage that its contact is moved to. */
    stage_id: z.preprocess(given, z.uuid().nullable().default(null)),
  })
  .transform(({ delay, unit, ...rest }) => ({
    ...rest,
    follow_up_minutes:
      rest.follow_up === "none" ? null : Math.min(year, (delay ?? 1) * minutesPer[unit]),
  }));
export type SaveDisposition = z.output<typeof SaveDisposition>;

export const ChangeDisposition = z.intersection(z.object({ id: z.uuid() }), SaveDisposition);
export const DispositionId = z.object({ id: z.uuid() });
export const MoveDisposition = z.object({ id: z.uuid(), way: z.enum(["up", "down"]) });
