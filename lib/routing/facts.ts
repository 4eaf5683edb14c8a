import { z } from "zod";
import { availabilities } from "@/lib/routing/people";

const time = z.number().nullable();

/** What private.route_facts says, with the phones (E.164) of those who have one. */
export const RouteFacts = z.object({
  people: z.array(
    z.object({
      user_id: z.uuid(),
      name: z.string(),
      has_phone: z.boolean().default(true),
      availability: z.enum(availabilities),
      rung_at: time,
      talked_at: time,
    }),
  ),
  owner_id: z.uuid().nullable(),
  last_speaker: z.object({ user_id: z.uuid(), at: z.number() }).nullable(),
  queue: z
    .object({
      step: z.string(),
      position: z.number().nullable(),
      ring: z.uuid().nullable(),
      expected_seconds: z.number().nullable(),
      may_call_back: z.boolean(),
    })
    .nullable()
    .default(null),
  phones: z.record(z.uuid(), z.string()).default({}),
  /** Who is in a browser that calls may ring. */
  in_browser: z.array(z.uuid()).default([]),
});
/** What private.accept_facts says: who has the caller already, and whether others are asked too. */
export const AcceptFacts = z.object({ taken_by: z.string().nullable(), others: z.boolean() });

export type RouteFacts = z.output<typeof RouteFacts>;
