import "server-only";
import { endLegs } from "@/lib/calls/hangup";
import { openCredentials } from "@/lib/twilio/credentials";

type Account = { tenant_id: string; account_sid: string; auth_token_ciphertext: string };

/**
 * A person has taken a callback on one of their phones: the others stop ringing. One that cannot be
 * ended keeps no other from it; the next report of the call tries again. Throws the first error.
 */
export async function stopTwins(
  account: Account,
  callId: string,
  twins: readonly string[],
): Promise<void> {
  const credentials = openCredentials(account.tenant_id, account);
  const ended = await Promise.allSettled(
    twins.map((call_sid) =>
      endLegs(account.tenant_id, callId, credentials, [{ call_sid, role: "rep" }]),
    ),
  );
  for (const each of ended) if (each.status === "rejected") throw each.reason;
}
