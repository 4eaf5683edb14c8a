import "server-only";
import { z } from "zod";
import { Account, Leg, refusals } from "@/lib/call-control/machine";
import { callMachine } from "@/lib/db/machine/connection";

const Participant = z.union([
  z.object({ refused: z.enum(refusals) }),
  Account.extend({ leg: Leg }),
]);

/** Somebody in the room of a call that a person talks on, whom they want to mute or remove. */
export async function findParticipant(
  tenantId: string,
  userId: string,
  callId: string,
  sid: string,
  does: "mute" | "remove",
) {
  return Participant.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.participant(${tenantId}, ${userId}, ${callId}, ${sid}, ${does}) as result`,
    ),
  );
}
