import "server-only";
import { WebhookReceiver } from "livekit-server-sdk";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { type LivekitAccount, openAccount, ownsRoom } from "@/lib/livekit/account";
import { type RoomEvent, readEvent } from "@/lib/livekit/event";
import { type LivekitRow, readAccountsOf } from "@/lib/livekit/machine";

const Claims = z.object({ iss: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/) });

function refused(cause?: unknown): AppError {
  return new AppError("forbidden", "forbidden", "Forbidden", { cause });
}

/**
 * A webhook of LiveKit's: the tenants with the key that its JWT names, the one of them whose secret
 * verifies it and whose room it is. Null for what is signed but no event of a tenant's room: a
 * project may have rooms of others. Throws `forbidden` for whatever is not signed.
 */
export async function readLivekitHook(
  rawBody: string,
  authorization: string | undefined,
): Promise<{ tenantId: string; event: RoomEvent } | null> {
  const rows = await readAccountsOf(issuerOf(authorization));
  const accounts = rows.map(tryOpen).filter((account) => account !== null);
  const secrets = new Map(accounts.map((account) => [account.api_secret, account.api_key]));
  for (const [secret, key] of secrets) {
    const hook = await verified(rawBody, authorization, key, secret);
    if (!hook) continue;
    const event = readEvent(hook, JSON.parse(rawBody));
    const owner = accounts.find(
      (account) => account.api_secret === secret && event && ownsRoom(account, event.room.name),
    );
    return owner && event ? { tenantId: owner.tenant_id, event } : null;
  }
  throw refused("no secret verifies it");
}

/** Whose key the JWT says it is of: unverified, for finding the secret alone. */
function issuerOf(authorization: string | undefined): string {
  const payload = authorization?.replace(/^Bearer /i, "").split(".")[1] ?? "";
  try {
    return Claims.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8"))).iss;
  } catch (cause) {
    throw refused(cause);
  }
}

function tryOpen(row: LivekitRow): LivekitAccount | null {
  try {
    return openAccount(row);
  } catch (error) {
    console.error(`LiveKit account of ${row.tenant_id}:`, error);
    return null;
  }
}

async function verified(
  body: string,
  authorization: string | undefined,
  key: string,
  secret: string,
) {
  const token = authorization?.replace(/^Bearer /i, "");
  try {
    return await new WebhookReceiver(key, secret).receive(body, token);
  } catch {
    return null;
  }
}
