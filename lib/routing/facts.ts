import { z } from "zod";
import { availabilities } from "@/lib/routing/people";

const time = z.number().nullable();
const agentStates = [
  ...(["ready", "not_published", "no_provider", "no_minutes_left", "no_budget_left"] as const),
  ...(["company_full", "full", "away"] as const),
];
export type AgentState = (typeof agentStates)[number];
const agentOutcomes = [
  ...(["contained", "handed_over", "message", "caller_left", "failed", "taken_over"] as const),
];
/** As voice_agent_sessions.outcome is checked. */
export type AgentOutcome = (typeof agentOutcomes)[number];
/** Whether a caller whose talk came to this goes nowhere else. */
export const isServed = (outcome: AgentOutcome) =>
  outcome === "contained" || outcome === "message" || outcome === "caller_left";

const onePhone = z.string().transform((phone) => [phone]);

/** What private.route_facts says, with the phones (E.164) of those who have one. */
export const RouteFacts = z.object({
  people: z.array(
    z.object({
      user_id: z.uuid(),
      name: z.string(),
      has_phone: z.boolean().default(true),
      /** How many phones of theirs may ring beside the first. */
      further: z.number().optional(),
      availability: z.enum(availabilities),
      rung_at: time,
      talked_at: time,
      /** Their devices ring one after another: so many phones come before the browser. */
      browser_at: z.number().optional(),
    }),
  ),
  /** Of the groups that the next steps ring: who is in them. */
  groups: z.record(z.uuid(), z.array(z.uuid())).default({}),
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
  /** What private.agent_facts says. */
  agents: z
    .record(
      z.uuid(),
      z.object({
        state: z.enum(agentStates),
        version: z.uuid().nullable(),
        url: z.string().nullable(),
      }),
    )
    .default({}),
  /** How the agent's talk ended that the call comes from: private.agent_end. */
  agent_end: z
    .object({
      outcome: z.enum(agentOutcomes),
      reason: z.string().nullable(),
      taken_by: z.uuid().nullable(),
      /** The caller has heard the recording notice in its greeting. */
      noticed: z.boolean().default(false),
    })
    .nullable()
    .default(null),
  /** One phone alone: from a database that is not yet of this version. */
  phones: z.record(z.uuid(), z.union([z.array(z.string()), onePhone])).default({}),
  /** Who is in a browser that calls may ring. */
  in_browser: z.array(z.uuid()).default([]),
  /** Those of them whose page was just left, and is maybe loaded again. */
  reloading: z.array(z.uuid()).default([]),
});
/** What private.accept_facts says: who has the caller already, and whether others are asked too. */
export const AcceptFacts = z.object({
  taken_by: z.string().nullable(),
  /** They have it themselves, on another phone. */
  is_own: z.boolean().default(false),
  others: z.boolean(),
});
export type AcceptFacts = z.infer<typeof AcceptFacts>;

/** What private.agent_summary says: what a voice agent heard, for whoever answers. */
export const SummaryFacts = z.object({ summary: z.string() });

export type RouteFacts = z.output<typeof RouteFacts>;
