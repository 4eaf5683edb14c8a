import { z } from "zod";
import { bodyReader } from "@/lib/core/body";
import { maxInvited } from "@/lib/rooms/limits";

/**
 * The body of POST /api/rooms/[call id]/token. `answer`: somebody who is rung takes the call;
 * `join`: into a running room; `listen`: unseen and unheard, for managers and admins.
 */
const AsksToken = z.strictObject({ as: z.enum(["answer", "join", "listen"]) });

/** How a browser enters a room: `url` is LiveKit's, `token` is good for two minutes. */
export const RoomToken = z.object({ url: z.string(), token: z.string(), identity: z.string() });
export type RoomToken = z.infer<typeof RoomToken>;

/** The body of POST /api/rooms. */
const StartsMeeting = z.strictObject({ userIds: z.array(z.uuid()).min(1).max(maxInvited) });

/** The body of POST /api/rooms/[call id]/invite. */
const Invites = z.strictObject({ userId: z.uuid() });

/** The body of POST /api/rooms/[call id]/heard. */
const Heard = z.strictObject({ speaking: z.boolean() });

/**
 * The answer of POST /api/rooms/[call id]/{heard,silent}, by the server's clock: `endsAfterMs` is
 * null where silence ends nothing. `ended`: it was over, and is ended.
 */
export const Silence = z.object({
  silentForMs: z.number(),
  endsAfterMs: z.number().nullable(),
  ended: z.boolean().default(false),
});
export type Silence = z.infer<typeof Silence>;

/** Somebody in a room, or being rung for it. */
export const InRoom = z.object({
  user_id: z.uuid(),
  name: z.string(),
  state: z.enum(["ringing", "answering", "in", "declined", "left"]),
  /** They listen: named to managers and themselves only. */
  is_listener: z.boolean(),
  since: z.string(),
});
export type InRoom = z.infer<typeof InRoom>;

/** The answer of GET /api/calls/[id]/status: where a call stands. Times are ISO 8601. */
export const CallState = z.object({
  status: z.string(),
  stage: z.string(),
  outcome: z.string().nullable(),
  outcome_reason: z.string().nullable(),
  answered_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  duration_seconds: z.number().nullable(),
  /** Null for a call without a room. */
  room: z
    .object({
      kind: z.enum(["call", "meeting"]),
      started_at: z.string(),
      answered_at: z.string().nullable(),
      ended_at: z.string().nullable(),
      end_reason: z.string().nullable(),
      silence_seconds: z.number().nullable(),
      heard_at: z.string().nullable(),
      people: z.array(InRoom),
    })
    .nullable(),
});
export type CallState = z.infer<typeof CallState>;

/** The bodies of the routes below /api/rooms. Each throws AppError 400. */
export const readAsksToken = bodyReader(AsksToken, 'Send {"as": "answer", "join" or "listen"}.');
export const readMeeting = bodyReader(
  StartsMeeting,
  `Choose the colleagues to talk with: one to ${maxInvited}.`,
);
export const readInvite = bodyReader(Invites, "Choose a colleague.");
export const readHeard = bodyReader(Heard, 'Send {"speaking": true or false}.');
