import "server-only";
import { z } from "zod";
import { AskedControl } from "@/lib/call-control/machine";
import { callMachine } from "@/lib/db/machine/connection";
import type { SupervisionMode } from "@/lib/voice/control-facts";

const refusals = [
  "call_not_found",
  "not_a_manager",
  "internal_call",
  "call_ended",
  "own_call",
  "nobody_talks",
  "supervised_already",
  "being_transferred",
  "on_another_call",
  "you_cannot_be_rung",
] as const;
export type SupervisionRefusal = (typeof refusals)[number];

const AskedSupervision = AskedControl.extend({
  /** The two are still connected by a <Dial>. */
  moves: z.boolean(),
  /** Whose call it is. */
  user_id: z.uuid().nullable(),
  is_shown: z.boolean(),
});
export type AskedSupervision = z.infer<typeof AskedSupervision>;

const Asked = z.union([
  z.object({ refused: z.enum(refusals) }),
  z.object({ done: z.literal(true) }),
  AskedSupervision,
]);

/** Notes how a person wants to supervise a call; null where the company has no Twilio account. */
export async function askSupervision(
  tenantId: string,
  userId: string,
  callId: string,
  mode: SupervisionMode,
  now: Date,
) {
  return Asked.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.supervise(${tenantId}, ${userId}, ${callId}, ${mode}, ${now.toISOString()}) as result`,
    ),
  );
}

type Said = {
  state?: "ringing" | "in" | "gone";
  applied?: string;
  announced?: true;
  taken_over?: true;
  /** They may not supervise any more. */
  stopped?: true;
};

/** Keeps how far a supervision is; false where another has noticed it first. */
export async function noteSupervision(
  tenantId: string,
  callId: string,
  userId: string,
  said: Said,
) {
  return z
    .boolean()
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.note_supervision(${tenantId}, ${callId}, ${userId}, ${sql.json(said)}) as result`,
      ),
    );
}
