import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";

export const sipTransports = ["tcp", "udp", "tls"] as const;

export const LivekitRow = z.object({
  tenant_id: z.uuid(),
  /** wss://<host>; ws:// for a stand-in alone. */
  url: z.string(),
  api_key: z.string(),
  api_secret_ciphertext: z.string(),
  /** Where Twilio's <Sip> sends calls; null: not known yet. */
  sip_host: z.string().nullable(),
  /** Twilio's edge that sends there (region=); null: Twilio's choice. */
  region: z.string().nullable(),
  transport: z.enum(sipTransports),
  sip_username: z.string(),
  sip_password_ciphertext: z.string(),
  /** Every room of the tenant's is named <prefix>_…, and nobody else's is. */
  room_prefix: z.string(),
  trunk_id: z.string().nullable(),
  dispatch_rule_id: z.string().nullable(),
  set_up_at: z.string().nullable(),
  /** Calls reach the browser in rooms: chosen, and set up. */
  is_on: z.boolean(),
  /** A call in which nobody speaks for so long is ended; null: never. */
  silence_seconds: z.number().nullable(),
});

/** A tenant's LiveKit account as it is stored. */
export type LivekitRow = z.infer<typeof LivekitRow>;

export async function readAccount(tenantId: string, timeoutMs?: number) {
  return LivekitRow.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.livekit_account(${tenantId}) as result`,
      timeoutMs,
    ),
  );
}

/** A webhook has come that the secrets of these tenants' accounts verify. */
export async function noteReport(tenantIds: string[], now: Date): Promise<void> {
  const at = now.toISOString();
  await callMachine(
    (sql) => sql`select machine.note_livekit_report(${sql.json(tenantIds)}, ${at}) as result`,
  );
}

/** Every account that was saved with an API key. */
export async function readAccountsOf(apiKey: string): Promise<LivekitRow[]> {
  return z
    .array(LivekitRow)
    .parse(
      await callMachine((sql) => sql`select machine.livekit_accounts_of(${apiKey}) as result`),
    );
}
