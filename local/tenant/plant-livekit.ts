import { randomBytes } from "node:crypto";
import type { Sql } from "postgres";
import { openAccount } from "@/lib/livekit/account";
import { LivekitRow } from "@/lib/livekit/machine";
import { sealLivekitSecret } from "@/lib/livekit/secret";
import { applySetup, readThere } from "@/lib/livekit/setup/apply";
import { planSetup } from "@/lib/livekit/setup/decide";

/** A project at a LiveKit, as local/livekit/control.ts gives one. */
export type Project = { url: string; key: string; secret: string; sipHost: string };

/** A tenant's LiveKit account, saved and nothing set up; one that is there already stays. */
export async function plantLivekit(sql: Sql, tenantId: string, project: Project): Promise<void> {
  const password = randomBytes(24).toString("base64url");
  const row = {
    ...{ tenant_id: tenantId, url: project.url, api_key: project.key },
    api_secret_ciphertext: sealLivekitSecret(project.secret, tenantId, "api_secret"),
    sip_host: project.sipHost,
    sip_username: `ringbook-${randomBytes(8).toString("hex")}`,
    sip_password_ciphertext: sealLivekitSecret(password, tenantId, "sip_password"),
    room_prefix: `call-${randomBytes(12).toString("hex")}`,
  };
  await sql`insert into public.livekit_accounts ${sql(row)} on conflict do nothing`;
}

/**
 * The same, with trunk and dispatch rule for the tenant's numbers, switched on: as an admin sets it
 * up in Settings → Calls in the browser. Any number of times.
 */
export async function setUpRooms(sql: Sql, tenantId: string, project: Project): Promise<void> {
  await plantLivekit(sql, tenantId, project);
  const [row] = await sql<{ account: unknown; numbers: string[] }[]>`
    select private.livekit_json(a) as account, private.livekit_numbers(a.tenant_id) as numbers
    from public.livekit_accounts a where a.tenant_id = ${tenantId}`;
  const account = openAccount(LivekitRow.parse(row?.account));
  const wanted = { ...account, numbers: row?.numbers ?? [] };
  const plan = planSetup(await readThere(account), wanted);
  if (plan.kind === "conflict")
    throw new Error(`Rooms can't be set up: ${plan.name} is in the way`);
  const made = await applySetup(account, plan, wanted);
  await sql`update public.livekit_accounts set ${sql(made)}, set_up_at = coalesce(set_up_at, now()),
    trunk_numbers = ${wanted.numbers}, is_on = true, has_programmable_sip = true
    where tenant_id = ${tenantId}`;
}
