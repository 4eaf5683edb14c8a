import "server-only";
import { WebhookReceiver } from "livekit-server-sdk";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { type LivekitAccount, openAccount, ownsRoom } from "@/lib/livekit/account";
import { type RoomEvent, readEvent } from "@/lib/livekit/event";
import { type LivekitRow, readAccountsOf } from "@/lib/livekit/machine";
import { noteReported } from "@/lib/livekit/reported";

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
  authorization: string,
): Promise<{ tenantId: string; event: RoomEvent } | null> {
  const token = authorization.replace(/^Bearer /i, "");
  const rows = await readAccountsOf(issuerOf(token));
  const accounts = rows.map(tryOpen).filter((account) => account !== null);
  const secrets = new Map(accounts.map((account) => [account.api_secret, account.api_key]));
  for (const [secret, key] of secrets) {
    const hook = await verify(rawBody, token, { key, secret });
    if (!hook) continue;
    const event = readEvent(hook, JSON.parse(rawBody));
    const verified = accounts.filter(({ api_secret }) => api_secret === secret);
    await noteReported(
      verified.map(({ tenant_id }) => tenant_id),
      new Date(),
    );
    const owner = verified.find((account) => event && ownsRoom(account, event.room.name));
    return owner && event ? { tenantId: owner.tenant_id, event } : null;
  }
  throw refused("no secret verifies it");
}

/** Whose key the JWT says it is of: unverified, for finding the secret alone. */
function issuerOf(token: string): string {
  const payload = token.split(".")[1] ?? "";
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

async function verify(
  body: string,
  token: string,
  { key, secret }: Record<"key" | "secret", string>,
) {
  try {
    return await new WebhookReceiver(key, secret).receive(body, token);
  } catch {
    return null;
  }
}
