import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";
import { Constants } from "@/lib/db/supabase/database.types";

const Due = z.object({
  tenant_id: z.uuid(),
  call_id: z.uuid(),
  direction: z.enum(["inbound", "outbound", "internal"]),
  twilio_call_sid: z.string().nullable(),
  from_number: z.string(),
  created_at: z.string(),
  ended_at: z.string().nullable(),
  create_lost: z.boolean(),
  hangup_requested: z.boolean(),
  /** People put it on hold, transferred it, or added to it. */
  is_controlled: z.boolean(),
  rep_phone: z.string().nullable(),
  /** It was placed in a browser, which asks Twilio itself. */
  in_browser: z.boolean(),
  user_id: z.uuid().nullable(),
  account_sid: z.string().nullable(),
  auth_token_ciphertext: z.string().nullable(),
  /** CallSids of which the price alone is missing; null when more is to be asked. */
  unpriced: z.array(z.string()).nullable(),
  legs: z.array(
    z.object({
      call_sid: z.string(),
      role: z.enum(Constants.public.Enums.leg_role),
      parent_call_sid: z.string().nullable(),
      user_id: z.uuid().nullable(),
    }),
  ),
});

/** A call that Twilio should be asked about, with what is needed to ask. */
export type DueCall = z.infer<typeof Due>;

/**
 * Calls due to be compared with Twilio, each claimed for a minute, so that two sweeps do not ask
 * twice.
 */
export async function claimChecks(now: Date, howMany: number): Promise<DueCall[]> {
  return z
    .array(Due)
    .parse(
      await callMachine(
        (sql) => sql`select machine.claim_checks(${now.toISOString()}, ${howMany}) as result`,
      ),
    );
}

/**
 * True when nothing is missing any more; otherwise the database has decided when to ask again.
 * `asked`: Twilio answered everything.
 */
export async function finishCheck(
  tenantId: string,
  callId: string,
  now: Date,
  asked: boolean,
): Promise<boolean> {
  return (
    (await callMachine(
      (sql) =>
        sql`select machine.finish_check(${tenantId}, ${callId}, ${now.toISOString()}, ${asked}) as result`,
    )) === true
  );
}

/** Of these CallSids of a tenant, the ones that no call knows. */
export async function unknownLegs(tenantId: string, callSids: string[]): Promise<string[]> {
  return z
    .array(z.string())
    .parse(
      await callMachine(
        (sql) => sql`select machine.unknown_legs(${tenantId}, ${sql.json(callSids)}) as result`,
      ),
    );
}
