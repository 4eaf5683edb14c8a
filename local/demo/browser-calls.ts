import type { Sql } from "postgres";
import { z } from "zod";
import { voiceUrl } from "@/lib/twilio/urls";
import { sealKeySecret } from "@/lib/twilio-account/browser-calls/secret";

type Account = { sid: string; authToken: string };

const App = z.object({ sid: z.string() });
const Key = z.object({ sid: z.string(), secret: z.string() });

/** Turns on calls in the browser, as an admin would in Settings → Twilio; once. */
export async function turnOnBrowserCalls(
  sql: Sql,
  tenantId: string,
  account: Account,
  carrierUrl: string,
): Promise<void> {
  const [on] = await sql`select from public.browser_calls where tenant_id = ${tenantId}`;
  if (on) return;
  const make = makerAt(carrierUrl, account);
  const urls = { VoiceUrl: voiceUrl("client"), StatusCallback: voiceUrl("status") };
  const app = App.parse(await make("Applications", urls));
  const key = Key.parse(await make("Keys", {}));
  const row = {
    ...{ tenant_id: tenantId, account_sid: account.sid },
    ...{ application_sid: app.sid, api_key_sid: key.sid },
    api_key_secret_ciphertext: sealKeySecret(key.secret, tenantId),
  };
  await sql`insert into public.browser_calls ${sql(row)}`;
}

/** Makes things of an account by the carrier's REST API. */
function makerAt(carrierUrl: string, { sid, authToken }: Account) {
  const authorization = `Basic ${Buffer.from(`${sid}:${authToken}`).toString("base64")}`;
  return async (kind: string, fields: Record<string, string>): Promise<unknown> => {
    const FriendlyName = "Ringbook browser calls";
    const response = await fetch(`${carrierUrl}/2010-04-01/Accounts/${sid}/${kind}.json`, {
      method: "POST",
      headers: { authorization },
      body: new URLSearchParams({ FriendlyName, ...fields }),
    });
    if (!response.ok) throw new Error(`The carrier made no ${kind}: ${response.status}`);
    return response.json();
  };
}
