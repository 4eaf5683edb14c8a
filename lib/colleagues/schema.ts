import { z } from "zod";
import { isStorable } from "@/lib/core/text";

/** What somebody is to their colleagues at this moment (private.presence_of). */
const presences = ["available", "on_call", "busy", "away", "offline"] as const;

export const Colleague = z.object({
  user_id: z.uuid(),
  name: z.string(),
  /** The short number that colleagues call them by. */
  extension: z.string().nullable(),
  presence: z.enum(presences),
  /** What a call rings now; null: nothing. */
  rings_on: z.enum(["phone", "browser", "both"]).nullable(),
  /** When the presence may change without a broadcast (ISO 8601): null: it does not. */
  changes_at: z.string().nullable(),
});
export type Colleague = z.infer<typeof Colleague>;

/** The query of GET /api/colleagues: part of a name, or the beginning of an extension. */
export const FindColleagues = z.object({
  q: z.string().trim().max(80).refine(isStorable).catch(""),
});

/** The digits of an extension, as profiles.extension is checked; "" for none. */
export const Extension = z
  .string({ error: "Enter 2 to 5 digits." })
  .trim()
  .regex(/^([0-9]{2,5})?$/, "Enter 2 to 5 digits, or nothing.")
  .refine((digits) => !emergency.has(digits), "People dial this number in an emergency.");

const emergency = new Set(["000", "112", "911", "999"]);

export const NewExtension = z.object({ user_id: z.uuid(), extension: Extension });
