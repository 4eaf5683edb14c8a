import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { comesHere } from "@/lib/numbers/decide";
import { requireNumber } from "@/lib/numbers/edit";
import { forgetWebhooks, readKeptWebhooks, removePhoneNumber } from "@/lib/numbers/store";
import { wantedWebhooks } from "@/lib/numbers/webhooks";
import { nameOfNumber } from "@/lib/numbers/words";
import { findNumber } from "@/lib/twilio/numbers";
import { requireCredentials } from "@/lib/twilio-account/connection";

/**
 * Removes a number from Ringbook; its calls stay. Throws `conflict` while a call of it goes on, and
 * while its calls come here and Undo could bring back what was set before: what is kept for that
 * goes with the number.
 */
export async function removeNumber(member: Member, id: string): Promise<void> {
  const { db, tenant } = member;
  const number = await requireNumber(member, id);
  const atTwilio = await findNumber(await requireCredentials(member), number.number);
  const stillComes = atTwilio && comesHere(atTwilio.webhooks, wantedWebhooks());
  if (stillComes && (await readKeptWebhooks(db, tenant.id, id))) {
    const spoken = nameOfNumber(number, tenant.country_code);
    const message = `Calls to ${spoken} are still routed to Ringbook. Undo that first, then remove the number.`;
    throw new AppError("conflict", "still_comes_here", message);
  }
  await removePhoneNumber(db, tenant.id, id);
  await forgetWebhooks(db, tenant.id, id);
}
