import "server-only";
import { endLegs } from "@/lib/calls/hangup";
import { openCredentials } from "@/lib/twilio/credentials";

type Account = { tenant_id: string; account_sid: string; auth_token_ciphertext: string };

/** A person has taken a callback on one of their phones: the others stop ringing. */
export async function stopTwins(
  account: Account,
  callId: string,
  twins: readonly string[],
): Promise<void> {
  const credentials = openCredentials(account.tenant_id, account);
  const legs = twins.map((call_sid) => ({ call_sid, role: "rep" as const }));
  await endLegs(account.tenant_id, callId, credentials, legs);
}
