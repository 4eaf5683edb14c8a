import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";
import type { Presence, Quality } from "@/lib/softphone/schema";

const SoftphoneKey = z.object({
  account_sid: z.string(),
  application_sid: z.string(),
  api_key_sid: z.string(),
  api_key_secret_ciphertext: z.string(),
});
export type SoftphoneKey = z.infer<typeof SoftphoneKey>;

/** What a member's access token is made of, still encrypted; null where browser calls are off. */
export async function softphoneKey(tenantId: string, userId: string) {
  return SoftphoneKey.nullable().parse(
    await callMachine((sql) => sql`select machine.softphone_key(${tenantId}, ${userId}) as result`),
  );
}

/** A member's browser is registered with Twilio, is being left, or not registered any more. */
export async function noteSoftphone(
  tenantId: string,
  userId: string,
  device: string,
  state: Presence["state"],
) {
  await callMachine(
    (sql) =>
      sql`select machine.note_softphone(${tenantId}, ${userId}, ${device}, ${state}) as result`,
  );
}

/** Whether a member's browser may call our echo now, on this leg; it is ended a minute later. */
export async function beginTestCall(
  tenantId: string,
  userId: string,
  leg: { account_sid: string; call_sid: string },
  now: Date,
): Promise<boolean> {
  return z
    .boolean()
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.begin_test_call(${tenantId}, ${userId}, ${leg.account_sid}, ${leg.call_sid}, ${now.toISOString()}) as result`,
      ),
    );
}

const Noted = z.enum(["noted", "unknown", "too_many"]);

/** How a member's own leg sounded in their browser; what was counted before counts no more. */
export async function noteQuality(tenantId: string, userId: string, said: Quality) {
  return Noted.parse(
    await callMachine(
      (sql) =>
        sql`select machine.note_quality(${tenantId}, ${userId}, ${sql.json(said)}) as result`,
    ),
  );
}
