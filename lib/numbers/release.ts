import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { requireNumber } from "@/lib/numbers/edit";
import { beingOrdered } from "@/lib/numbers/order-words";
import { beginOrder, settleOrder } from "@/lib/numbers/orders";
import {
  forgetWebhooks,
  type PhoneNumber,
  removePhoneNumber,
  restorePhoneNumber,
} from "@/lib/numbers/store";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { releaseAtTwilio } from "@/lib/twilio/number-orders";
import { findNumber } from "@/lib/twilio/numbers";
import { requireCredentials } from "@/lib/twilio-account/connection";

/**
 * Gives a number back to Twilio, for good, and takes it out of Ringbook; its calls stay. Throws
 * `conflict` while a call of it goes on. Where Twilio still has it afterwards, Ringbook has it too.
 */
export async function releaseNumber(member: Member, id: string): Promise<void> {
  const { db, tenant } = member;
  const number = await requireNumber(member, id);
  const credentials = await requireCredentials(member);
  if (!(await beginOrder(db, number.number, "releasing"))) throw beingOrdered();
  try {
    // First: whoever calls from it now keeps it.
    await removePhoneNumber(db, tenant.id, id);
    await giveBack(member, credentials, number);
  } catch (error) {
    await settleOrder(db, tenant.id, number.number, "refused");
    throw error;
  }
  await settleRelease(member, number);
}

/** A removed number is Twilio's again: its webhooks are forgotten, and its release is over. */
export async function settleRelease(
  { db, tenant }: Member,
  { id, number }: PhoneNumber,
): Promise<void> {
  await forgetWebhooks(db, tenant.id, id);
  await settleOrder(db, tenant.id, number, "released");
}

/** Asks Twilio to take a removed number back; one that stays with the account is restored. */
export async function giveBack(
  { db, tenant }: Member,
  credentials: TwilioCredentials,
  { id, number }: PhoneNumber,
): Promise<void> {
  try {
    const owned = await findNumber(credentials, number);
    if (!owned) return;
    const outcome = await releaseAtTwilio(credentials, owned.sid);
    if (outcome.kind === "released") return;
    if (outcome.kind === "unknown" && !(await findNumber(credentials, number))) return;
    throw new AppError(
      "upstream",
      "not_released",
      outcome.kind === "refused"
        ? `Twilio didn't release the number (error ${outcome.code}). You still have it.`
        : "Twilio didn't answer, and you still have the number. Please try again shortly.",
    );
  } catch (error) {
    await restorePhoneNumber(db, tenant.id, id);
    throw error;
  }
}
