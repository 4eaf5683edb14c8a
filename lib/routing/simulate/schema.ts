import { z } from "zod";
import { e164 } from "@/lib/core/phone";
import { availabilities } from "@/lib/routing/people";

/** Who calls, when a route is tried: a contact, from a number (E.164). */
export const Caller = z.object({ contact: z.uuid(), number: z.string().regex(e164) });

const time = z.number().nullable();

/** What public.people_to_ring says. */
export const PeopleToRing = z.array(
  z.object({
    user_id: z.uuid(),
    name: z.string(),
    phone: z.string().nullable(),
    further: z.array(z.string()).nullable(),
    availability: z.enum(availabilities),
    rung_at: time,
    talked_at: time,
    in_browser: z.boolean(),
    /** Their phones and browser ring one after another. */
    in_turn: z.boolean(),
  }),
);
