import type { Sql } from "postgres";
import { makeBrowserCalls } from "@/lib/twilio/browser-calls";
import { voiceUrl } from "@/lib/twilio/urls";
import { sealKeySecret } from "@/lib/twilio-account/browser-calls/secret";

/** Turns on calls in the browser, as an admin would in Settings → Twilio; once. */
export async function turnOnBrowserCalls(
  sql: Sql,
  tenantId: string,
  account: { sid: string; authToken: string },
): Promise<void> {
  const [on] = await sql`select from public.browser_calls where tenant_id = ${tenantId}`;
  if (on) return;
  const credentials = { accountSid: account.sid, authToken: account.authToken };
  const urls = { voice: voiceUrl("client"), status: voiceUrl("status") };
  const { secret, ...sids } = await makeBrowserCalls(credentials, urls);
  const row = {
    ...{ tenant_id: tenantId, account_sid: account.sid, ...sids },
    api_key_secret_ciphertext: sealKeySecret(secret, tenantId),
  };
  await sql`insert into public.browser_calls ${sql(row)}`;
}
