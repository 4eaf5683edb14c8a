import { z } from "zod";
import { addDays } from "@/lib/core/time";

const maxDays = 31;
const day = z.iso.date({ error: "Choose a day." });

/**
 * The days an admin asks about, both included, `YYYY-MM-DD` of the tenant's calendar, whose today
 * is `today`.
 */
export const auditDays = (today: string) =>
  z
    .object({ from: day, to: day })
    .refine(({ from, to }) => from <= to, {
      path: ["to"],
      error: "The end date is before the start date.",
    })
    .refine(({ to }) => to <= today, { path: ["to"], error: "That date is in the future." })
    .refine(({ from, to }) => to < addDays(from, maxDays), {
      path: ["to"],
      error: `At most ${maxDays} days at a time.`,
    });

export const findingKinds = [
  "missing_here",
  "missing_there",
  "status",
  "duration",
  "price",
] as const;

export const Finding = z.object({
  kind: z.enum(findingKinds),
  call_id: z.uuid(),
  /** The leg; null when it is about the call as a whole. */
  call_sid: z.string().nullable(),
  direction: z.enum(["inbound", "outbound", "internal"]),
  customer_number: z.string(),
  began_at: z.string(),
  here: z.string(),
  at_twilio: z.string(),
  put_right: z.boolean(),
});
export type Finding = z.infer<typeof Finding>;

export const Counts = z.object({
  /** Legs in Twilio's list, and the calls here that they belong to. */
  legs: z.number(),
  calls: z.number(),
  imported: z.number(),
  findings: z.number(),
  /** Findings that are not put right. */
  left: z.number(),
  /** Calls on numbers of the account that are not the company's. */
  not_ours: z.number(),
  /** Twilio listed more than is compared at once: nothing before this moment was looked at. */
  reaches_back_to: z.string().nullable(),
  /** More differences than a report holds. */
  more: z.boolean(),
});
export type Counts = z.infer<typeof Counts>;
