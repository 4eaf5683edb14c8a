import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";
import type { CallEvent } from "@/lib/record/event";

/** Why something is not done with a call's room. */
export const refusals = [
  ...(["call_not_found", "call_over", "taken", "not_rung", "not_answered", "not_invited"] as const),
  ...(["not_a_manager", "own_call", "not_on_call", "rooms_off", "call_in_progress"] as const),
  ...(["colleague_not_found", "nobody_reachable", "not_a_colleague", "call_is_full"] as const),
  ...(["colleague_busy", "colleague_unreachable"] as const),
] as const;
export type RoomRefusal = (typeof refusals)[number];

export const Refused = z.object({ refused: z.enum(refusals), name: z.string().optional() });
export type Refused = z.infer<typeof Refused>;

/** Why a room ended: the check of rooms.end_reason. */
const EndReason = z.enum([
  ...(["caller_left", "person_left", "nobody_left", "silence", "time_limit"] as const),
  ...(["ended_in_app", "declined", "not_answered", "on_phone", "mismatch", "swept"] as const),
]);
export type EndReason = z.infer<typeof EndReason>;

const RoomState = z.object({
  call_id: z.uuid(),
  room_id: z.uuid(),
  /** LiveKit's. */
  name: z.string(),
  kind: z.enum(["call", "meeting"]),
  is_answered: z.boolean(),
  is_over: z.boolean(),
  call_is_over: z.boolean(),
  /** Somebody is still rung to come in. */
  rings: z.boolean(),
  /** All whom its telephone rings have declined. */
  all_declined: z.boolean(),
  /** People of the company who are in it, by the record. */
  talkers: z.number(),
});
/** Where a room stands, as the record has it. */
export type RoomState = z.infer<typeof RoomState>;

/** An event of LiveKit's as machine.take_room_event takes it. */
export type RoomReport = {
  room: string;
  what: "started" | "finished" | "joined" | "left" | "published" | "other";
  at: string;
  /** Of a telephone: the call that it says it is of, its silence, and the trunk it came by. */
  call?: string;
  silence_seconds?: number | null;
  trunk?: string;
  person?: string;
  event: Omit<CallEvent, "call_id">;
};

/**
 * Records an event; null for a room that is nobody's. `refused`: trunk, call or tenant differ, or
 * the call is still to be recorded.
 */
export async function noteRoomEvent(tenantId: string, report: RoomReport) {
  const said = JSON.parse(JSON.stringify(report));
  return z
    .union([z.object({ refused: z.enum(["mismatch", "too_early"]) }), RoomState])
    .nullable()
    .parse(
      await callMachine(
        (sql) => sql`select machine.take_room_event(${tenantId}, ${sql.json(said)}) as result`,
      ),
    );
}

const Entered = z.object({
  room: z.string(),
  room_id: z.uuid(),
  claimed_at: z.string().nullish(),
  is_answered: z.boolean().default(true),
  /** Whose claim has lapsed, and who is to leave the room. */
  former: z.uuid().nullish(),
});
export type Entered = z.infer<typeof Entered>;

/** Somebody who is rung takes the call. `wait`: LiveKit has not said yet which room it is. */
export async function claimRoom(tenantId: string, userId: string, callId: string, now: Date) {
  return z.union([Refused, z.object({ wait: z.literal(true) }), Entered]).parse(
    await callMachine(
      (sql) =>
        sql`select machine.claim_room(
            ${tenantId}, ${userId}, ${callId}, ${now.toISOString()}) as result`,
    ),
  );
}

/**
 * Whoever answered without sound in time does not have the call; false where they do, or have
 * answered again since `claimedAt`.
 */
export async function giveBackRoom(
  tenantId: string,
  roomId: string,
  userId: string,
  claimedAt: string,
  now: Date,
) {
  return z.boolean().parse(
    await callMachine(
      (sql) =>
        sql`select machine.give_back_room(
            ${tenantId}, ${roomId}, ${userId}, ${claimedAt}, ${now.toISOString()}) as result`,
    ),
  );
}

/** A person enters a running room, or listens to it. */
export async function enterRoom(
  tenantId: string,
  userId: string,
  callId: string,
  how: "join" | "listen",
  now: Date,
) {
  return z.union([Refused, Entered]).parse(
    await callMachine(
      (sql) =>
        sql`select machine.enter_room(
            ${tenantId}, ${userId}, ${callId}, ${how}, ${now.toISOString()}) as result`,
    ),
  );
}

const Declined = z.object({
  declined: z.boolean(),
  name: z.string().nullable(),
  rings: z.boolean(),
  is_answered: z.boolean(),
  kind: z.enum(["call", "meeting"]).nullable(),
  talkers: z.number(),
});

export async function declineRoom(tenantId: string, userId: string, callId: string, now: Date) {
  return z.union([Refused, Declined]).parse(
    await callMachine(
      (sql) =>
        sql`select machine.decline_room(
            ${tenantId}, ${userId}, ${callId}, ${now.toISOString()}) as result`,
    ),
  );
}

const Ended = z.object({
  call_id: z.uuid().optional(),
  account_sid: z.string().nullish(),
  auth_token_ciphertext: z.string().nullish(),
  /** The call's own legs at Twilio, which end the others. */
  legs: z.array(
    z.object({ call_sid: z.string(), role: z.enum(["caller", "customer", "rep", "outside"]) }),
  ),
});

/** Notes that a room is over; null for one that is not the tenant's. */
export async function noteRoomEnd(
  tenantId: string,
  room: string,
  reason: EndReason,
  userId: string | null,
  now: Date,
) {
  return Ended.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.end_room(
          ${tenantId}, ${room}, ${reason}, ${userId}, ${now.toISOString()}) as result`,
    ),
  );
}

const LiveRoom = RoomState.extend({
  tenant_id: z.uuid(),
  age_seconds: z.number(),
  is_too_long: z.boolean(),
  claim_lapsed: z.boolean(),
  claimed_by: z.uuid().nullable(),
  claimed_at: z.string().nullable(),
  end_reason: EndReason.nullable(),
  /** The legs of people who are in it, by the record. */
  legs: z.array(
    z.object({
      call_sid: z.string(),
      user_id: z.uuid(),
      is_listener: z.boolean(),
      /** False for a listener who may listen no more. */
      may_stay: z.boolean(),
      since: z.string(),
    }),
  ),
});
export type LiveRoom = z.infer<typeof LiveRoom>;

/** A room that is over has ended at LiveKit and Twilio too. */
export async function closeRoom(tenantId: string, room: string, now: Date): Promise<void> {
  const at = now.toISOString();
  await callMachine((sql) => sql`select machine.close_room(${tenantId}, ${room}, ${at}) as result`);
}

/** Whether a listener may listen no more, and is to be taken out of a call's room. */
export async function noteListenerOut(tenantId: string, userId: string, callId: string) {
  return z
    .boolean()
    .parse(
      await callMachine(
        (sql) => sql`select machine.note_listener_out(${tenantId}, ${userId}, ${callId}) as result`,
      ),
    );
}

/** Whoever was invited into a room a minute ago is rung no more. */
export async function stopInviting(now: Date): Promise<void> {
  const at = now.toISOString();
  await callMachine((sql) => sql`select machine.stop_inviting(${at}) as result`);
}

/** What was kept of rooms that are nobody's, an hour ago, is forgotten. */
export async function forgetRoomEvents(now: Date): Promise<void> {
  const at = now.toISOString();
  await callMachine((sql) => sql`select machine.forget_room_events(${at}) as result`);
}

/** The rooms of all tenants that are not known to have ended everywhere, the oldest first. */
export async function liveRooms(now: Date): Promise<LiveRoom[]> {
  return z
    .array(LiveRoom)
    .parse(
      await callMachine((sql) => sql`select machine.live_rooms(${now.toISOString()}) as result`),
    );
}

/** The live room of a call; null where it has none. */
export async function liveRoomOf(tenantId: string, callId: string) {
  return z
    .string()
    .nullable()
    .parse(
      await callMachine(
        (sql) => sql`select machine.live_room_of(${tenantId}, ${callId}) as result`,
      ),
    );
}
