import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";
import { Refused } from "@/lib/rooms/machine";

/** An internal call in a room of this name, which rings those of `invited` who can be rung. */
export async function beginMeeting(
  tenantId: string,
  userId: string,
  meeting: { call_id: string; room: string; invited: string[] },
  now: Date,
) {
  const { call_id, room, invited } = meeting;
  return z.union([Refused, z.object({ rung: z.array(z.uuid()) })]).parse(
    await callMachine(
      (sql) =>
        sql`select machine.begin_meeting(
            ${tenantId}, ${userId}, ${call_id}, ${room}, ${sql.json(invited)},
            ${now.toISOString()}) as result`,
    ),
  );
}

/** Rings a colleague to come into the room; `there` is who is in it already. */
export async function inviteToRoom(
  tenantId: string,
  userId: string,
  callId: string,
  invitee: string,
  now: Date,
) {
  return z
    .union([
      Refused,
      z.object({
        name: z.string(),
        there: z.boolean().default(false),
        /** Their desk is open. */
        rung: z.boolean().default(false),
      }),
    ])
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.invite_to_room(
            ${tenantId}, ${userId}, ${callId}, ${invitee}, ${now.toISOString()}) as result`,
      ),
    );
}

const Clock = z.object({ silent_for_ms: z.number(), ends_after_ms: z.number().nullable() });

export async function noteHeard(
  tenantId: string,
  userId: string,
  callId: string,
  speaking: boolean,
  now: Date,
) {
  return z.union([Refused, Clock]).parse(
    await callMachine(
      (sql) =>
        sql`select machine.note_heard(
            ${tenantId}, ${userId}, ${callId}, ${speaking}, ${now.toISOString()}) as result`,
    ),
  );
}

/** `is_over`: by our own clock nobody was heard for too long in the room `name`. */
export async function askSilence(tenantId: string, userId: string, callId: string, now: Date) {
  return z.union([Refused, Clock.extend({ is_over: z.boolean(), name: z.string() })]).parse(
    await callMachine(
      (sql) =>
        sql`select machine.ask_silence(
            ${tenantId}, ${userId}, ${callId}, ${now.toISOString()}) as result`,
    ),
  );
}
