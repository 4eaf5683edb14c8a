import { z } from "zod";
import { optional } from "@/lib/call-log/schema";
import { cleanLine } from "@/lib/core/text";

/** What the list is narrowed to, from the address. */
export const MissedFilters = z.object({
  mine: optional(z.literal("1")).transform(Boolean),
  done: optional(z.literal("1")).transform(Boolean),
});
export type MissedFilters = z.infer<typeof MissedFilters>;

/** The address of the list with these filters, from `before` on. */
export function missedAddress({ mine, done }: MissedFilters, before?: string): string {
  const query = new URLSearchParams();
  if (mine) query.set("mine", "1");
  if (done) query.set("done", "1");
  if (before) query.set("before", before);
  return query.size > 0 ? `/missed?${query}` : "/missed";
}

/** A line, and who was on it when the page was drawn. */
export const Claim = z.object({
  id: z.uuid(),
  claimed_by: z.preprocess((value) => value || null, z.uuid().nullable()),
});

export const OneMissed = z.object({ id: z.uuid() });

const Reason = z.enum(["called_elsewhere", "spam", "wrong_number", "other"], {
  error: "Choose a reason",
});

/**
 * `call_id` is the last missed call as the person saw it: who has rung again since is not
 * dismissed.
 */
export const Dismiss = z
  .object({
    id: z.uuid(),
    call_id: z.uuid(),
    reason: Reason,
    note: z.string().overwrite(cleanLine).max(200, { error: "At most 200 characters" }).default(""),
  })
  .refine(({ reason, note }) => reason !== "other" || note !== "", {
    path: ["note"],
    error: "Write a word about why",
  });
export type Dismiss = z.infer<typeof Dismiss>;
