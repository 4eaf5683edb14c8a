import "server-only";
import { z } from "zod";
import { Account, AskedControl, Leg, refusals } from "@/lib/call-control/machine";
import { callMachine } from "@/lib/db/machine/connection";

const Merged = z.union([
  z.object({ refused: z.enum(refusals) }),
  /** `gone`: the call whose customer comes over. */
  AskedControl.extend({ gone: AskedControl }),
]);

/** Notes that a person wants two calls of theirs to be one. */
export async function mergeCalls(
  tenantId: string,
  userId: string,
  callId: string,
  otherId: string,
  now: Date,
) {
  return Merged.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.merge_calls(${tenantId}, ${userId}, ${callId}, ${otherId}, ${now.toISOString()}) as result`,
    ),
  );
}

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
