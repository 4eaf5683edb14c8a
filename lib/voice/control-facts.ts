import { z } from "zod";
import { AcceptFacts } from "@/lib/routing/facts";
import type { Facts } from "@/lib/voice/hook";

/** How a manager supervises a call: heard by nobody, by the rep, by all, or in the rep's place. */
export const supervisionModes = ["listen", "whisper", "barge", "take_over"] as const;
export type SupervisionMode = (typeof supervisionModes)[number];

const ControlFacts = z.object({
  /** Where the customer is to be: on hold, in the room, or connected by their own leg's <Dial>. */
  customer_in: z.enum(["hold", "room", "dial"]),
  asked_by: z.uuid().nullable(),
  asked_by_name: z.string().nullable(),
  mode: z.enum(["warm", "cold"]).nullable(),
  /** The leg that a warm transfer rings, until somebody takes the transfer back. */
  target_sid: z.string().nullable(),
  target_user: z.uuid().nullable(),
  is_company_live: z.boolean(),
  /** Who supervises the call, and the leg that a whisper is for. */
  supervision: z
    .object({
      user_id: z.uuid(),
      mode: z.enum(supervisionModes),
      hears_whisper: z.string().nullable(),
      /** Everybody is still to hear that they listen: until then nobody hears them. */
      must_announce: z.boolean().default(false),
    })
    .nullable()
    .default(null),
});

/** What people have asked of a call (lib/call-control), as a webhook's answer depends on it. */
export type ControlFacts = z.infer<typeof ControlFacts>;

/** Null for a call that nobody asked anything of, and while the database is away. */
export function controlOf(facts: Facts): ControlFacts | null {
  const known = ControlFacts.safeParse(facts?.control);
  return known.success ? known.data : null;
}

export const RingFacts = z.object({
  user_id: z.uuid(),
  name: z.string(),
  availability: z.string(),
  in_browser: z.boolean(),
  has_phone: z.boolean(),
  /** How many phones of theirs ring beside the first. */
  further: z.number().default(0),
  /** E.164; left out where it is stored. */
  phone: z.string().nullable().default(null),
  further_phones: z.array(z.string()).default([]),
});

/** One person who is to be rung, for an event with `routing.rings`. */
export type RingFacts = z.infer<typeof RingFacts>;

export function ringOf(facts: Facts): RingFacts | null {
  const known = RingFacts.safeParse(facts?.routing);
  return known.success ? known.data : null;
}

/** For an event in which a person who may be rung on several phones accepts: they come from one. */
export const asksBeside = { routing: { accepts: true } } as const;

/**
 * For an event with `asksBeside`: who has the call already, if anybody. While the database is
 * away nobody is known to have it: of a callback, `decideUnclaimed` asks again; of people who are
 * asked into a call, two phones that are legs of their own are both connected.
 */
export function acceptedBeside(facts: Facts): AcceptFacts {
  const known = AcceptFacts.safeParse(facts?.routing);
  return known.success ? known.data : { taken_by: null, is_own: false, others: false };
}
