import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";
import { LivekitRow, type sipTransports } from "@/lib/livekit/machine";
import type { Made } from "@/lib/livekit/setup/apply";

/** What is saved of a LiveKit account; SIP credentials and prefix count for a new one. */
type Saved = {
  url: string;
  api_key: string;
  api_secret_ciphertext: string;
  sip_host: string | null;
  region: string | null;
  transport: (typeof sipTransports)[number];
  sip_username: string;
  sip_password_ciphertext: string;
  /** The stored SIP password does not open any more: these take its place. */
  renews_sip: boolean;
  room_prefix: string;
};

/** Saves an admin's tenant's account, or removes it (null). */
export async function saveAccount(
  tenantId: string,
  userId: string,
  saved: Saved | null,
  now: Date,
): Promise<"saved" | "not_admin"> {
  return z.enum(["saved", "not_admin"]).parse(
    await callMachine(
      (sql) =>
        sql`select machine.save_livekit_account(
            ${tenantId}, ${userId}, ${saved && sql.json(saved)}, ${now.toISOString()}) as result`,
    ),
  );
}

const Claimed = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["none", "busy", "not_admin"]) }),
  z.object({ kind: z.literal("claimed"), account: LivekitRow, numbers: z.array(z.string()) }),
]);

/**
 * Begins a change of what stands at LiveKit, one at a time for a tenant: by an admin, or by the
 * app itself (`userId` null).
 */
export async function claimSetup(
  tenantId: string,
  userId: string | null,
  claim: string,
  now: Date,
): Promise<z.infer<typeof Claimed>> {
  return Claimed.parse(
    await callMachine(
      (sql) =>
        sql`select machine.claim_livekit_setup(
            ${tenantId}, ${userId}, ${claim}, ${now.toISOString()}) as result`,
    ),
  );
}

/**
 * Ends it. `made` is what stands at LiveKit now, with nulls after a removal; null where nothing was
 * changed. False where somebody else has begun since.
 */
export async function finishSetup(
  tenantId: string,
  userId: string | null,
  claim: string,
  made: (Made & { numbers: string[] }) | { trunk_id: null; dispatch_rule_id: null } | null,
  now: Date,
): Promise<boolean> {
  return z.boolean().parse(
    await callMachine(
      (sql) =>
        sql`select machine.finish_livekit_setup(
            ${tenantId}, ${userId}, ${claim}, ${made && sql.json(made)},
            ${now.toISOString()}) as result`,
    ),
  );
}
