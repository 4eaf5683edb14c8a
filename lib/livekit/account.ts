import "server-only";
import { Remembered } from "@/lib/core/remembered";
import { isUnavailable } from "@/lib/db/machine/connection";
import { type LivekitRow, readAccount } from "@/lib/livekit/machine";
import { openLivekitSecret } from "@/lib/livekit/secret";

/** A tenant's LiveKit account with its secrets open: it never leaves the server. */
export type LivekitAccount = Omit<
  LivekitRow,
  "api_secret_ciphertext" | "sip_password_ciphertext"
> & {
  api_secret: string;
  sip_password: string;
};

const freshMs = 5_000;
/** Only for when the database is away. */
const usableMs = 10 * 60_000;
const remembered = new Remembered<LivekitAccount | null>(1_000);

/** Throws `conflict` when a secret does not open. */
export function openAccount({
  api_secret_ciphertext,
  sip_password_ciphertext,
  ...row
}: LivekitRow): LivekitAccount {
  return {
    ...row,
    api_secret: openLivekitSecret(api_secret_ciphertext, row.tenant_id, "api_secret"),
    sip_password: openLivekitSecret(sip_password_ciphertext, row.tenant_id, "sip_password"),
  };
}

/**
 * A tenant's LiveKit account, at most 5 s old; null when none is saved. `is_on` says whether calls
 * reach the browser by it. While the database is away, what was known in the last ten minutes
 * serves on; throws `unavailable` beyond that, `conflict` when a secret does not open. `timeoutMs`
 * is for a caller who waits.
 */
export async function livekitAccount(
  tenantId: string,
  options: { reload?: boolean; timeoutMs?: number } = {},
): Promise<LivekitAccount | null> {
  const known = remembered.get(tenantId);
  const age = known ? Date.now() - known.at : Number.POSITIVE_INFINITY;
  if (known && !options.reload && age < freshMs) return known.thing;
  try {
    const row = await readAccount(tenantId, options.timeoutMs);
    const account = row && openAccount(row);
    remembered.set(tenantId, account, Date.now());
    return account;
  } catch (error) {
    if (known && age < usableMs && isUnavailable(error)) return known.thing;
    throw error;
  }
}

/** What is remembered of a tenant's account is older than what was just saved. */
export function forgetAccount(tenantId: string): void {
  remembered.delete(tenantId);
}

/**
 * The name of a room of the tenant's: it begins as those do that the dispatch rule makes for calls.
 * `rest` has letters, digits, - and _.
 */
export function roomName({ room_prefix }: { room_prefix: string }, rest: string): string {
  return `${room_prefix}_${rest}`;
}

/** Whether a room is the tenant's, by its name. */
export function ownsRoom({ room_prefix }: { room_prefix: string }, room: string): boolean {
  return room.startsWith(`${room_prefix}_`);
}
