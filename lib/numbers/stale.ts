import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";
import { beingOrdered } from "@/lib/numbers/order-words";
import { beginOrder, settleOrder } from "@/lib/numbers/orders";
import { giveBack, settleRelease } from "@/lib/numbers/release";
import { findRemovedNumber, restorePhoneNumber } from "@/lib/numbers/store";
import { findNumber } from "@/lib/twilio/numbers";
import { requireCredentials } from "@/lib/twilio-account/connection";

/** As long as whoever releases a number is waited for (public.order_number). */
const staleMs = 60_000;

/** Numbers (E.164) whose release began and never came to an end: nobody goes on with it. */
export async function listStaleReleases(db: Db, tenantId: string, now: Date): Promise<string[]> {
  const { data, error } = await db
    .from("number_orders")
    .select("number")
    .eq("tenant_id", tenantId)
    .eq("state", "releasing")
    .lt("began_at", new Date(now.getTime() - staleMs).toISOString())
    .order("number");
  if (error) throw new Error("Reading the releases failed", { cause: error });
  return data.map(({ number }) => number);
}

/** Goes on with a release that never came to an end. Throws a sentence. */
export async function finishRelease(member: Member, number: string): Promise<void> {
  const { db, tenant } = member;
  const credentials = await requireCredentials(member);
  if (!(await beginOrder(db, number, "releasing"))) throw beingOrdered();
  const row = await findRemovedNumber(db, tenant.id, number);
  // It was taken back meanwhile, or never taken out.
  if (!row) return await settleOrder(db, tenant.id, number, "refused");
  try {
    await giveBack(member, credentials, row);
  } catch (error) {
    await settleOrder(db, tenant.id, number, "refused");
    throw error;
  }
  await settleRelease(member, row);
}

/**
 * Takes a number back whose release never came to an end. One that Twilio has released after all is
 * settled as that. Throws a sentence.
 */
export async function keepNumber(member: Member, number: string): Promise<void> {
  const { db, tenant } = member;
  const credentials = await requireCredentials(member);
  if (!(await beginOrder(db, number, "releasing"))) throw beingOrdered();
  const row = await findRemovedNumber(db, tenant.id, number);
  if (!row) {
    await settleOrder(db, tenant.id, number, "refused");
    const message = "This number was removed or taken back in the meantime.";
    throw new AppError("conflict", "changed_meanwhile", message);
  }
  if (await findNumber(credentials, number)) {
    await restorePhoneNumber(db, tenant.id, row.id);
    return await settleOrder(db, tenant.id, number, "refused");
  }
  await settleRelease(member, row);
  const message = "Twilio has released this number already, so it can't be kept.";
  throw new AppError("conflict", "released_already", message);
}
