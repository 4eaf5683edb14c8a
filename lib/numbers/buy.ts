import "server-only";
import type { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { requireTarget } from "@/lib/numbers/add";
import { comesHere } from "@/lib/numbers/decide";
import type { BuyNumber } from "@/lib/numbers/order-schema";
import { beingOrdered, purchaseRefusal, UNCLEAR, unclear, unpaid } from "@/lib/numbers/order-words";
import { beginOrder, settleOrder } from "@/lib/numbers/orders";
import { choosePapers } from "@/lib/numbers/search";
import { addPhoneNumber, listPhoneNumbers } from "@/lib/numbers/store";
import { columnsOf } from "@/lib/numbers/target";
import { wantedMessages, wantedWebhooks } from "@/lib/numbers/webhooks";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { buyAtTwilio } from "@/lib/twilio/number-orders";
import { checkAccount, findNumber, type TwilioNumber } from "@/lib/twilio/numbers";
import { unavailableTwiml } from "@/lib/twilio/urls";
import { requireCredentials } from "@/lib/twilio-account/connection";

type Wanted = z.output<typeof BuyNumber>;

/**
 * Buys a number and adds it, set up for calls and messages; one that the company has already is
 * given as it is. Whatever is tried again, a number is bought once: what the account owns is looked
 * at before anything is asked of Twilio. Throws a sentence for an admin.
 */
export async function buyNumber(
  member: Member,
  wanted: Wanted,
): Promise<{ id: string; number: string; bought: boolean }> {
  const { db, tenant } = member;
  const { number, name, forward_to, monthly_price, currency } = wanted;
  const known = await findOwn(member, number);
  if (known) return { id: known, number, bought: false };
  await requireTarget(member, forward_to);
  const credentials = await requireCredentials(member);
  const price =
    monthly_price !== undefined && currency ? { amount: monthly_price, currency } : null;
  if (!(await beginOrder(db, number, "buying", price ?? undefined))) {
    // Whoever was first may have come to its end in the meantime.
    const theirs = await findOwn(member, number);
    if (theirs) return { id: theirs, number, bought: false };
    throw beingOrdered();
  }
  const { sid, sms } = await acquire(member, credentials, wanted).catch(async (error: unknown) => {
    // One whose answer is lost may still come true: its order stays open for a minute.
    const mayComeTrue = error instanceof AppError && error.code === UNCLEAR;
    if (!mayComeTrue) await settleOrder(db, tenant.id, number, "refused");
    throw error;
  });
  const row = {
    ...{ tenant_id: tenant.id, number, name, twilio_sid: sid, can_text: sms },
    ...columnsOf(forward_to),
  };
  const added = await addPhoneNumber(db, row);
  await settleOrder(db, tenant.id, number, "bought");
  if (added) return { id: added, number, bought: true };
  const id = await findOwn(member, number);
  if (id) return { id, number, bought: false };
  throw beingOrdered();
}

async function findOwn({ db, tenant }: Member, number: string): Promise<string | undefined> {
  const numbers = await listPhoneNumbers(db, tenant.id);
  return numbers.find((each) => each.number === number)?.id;
}

/** Gives the number that the account then owns. */
async function acquire(
  member: Member,
  credentials: TwilioCredentials,
  wanted: Wanted,
): Promise<{ sid: string; sms: boolean }> {
  const { number } = wanted;
  const country = wanted.country ?? member.tenant.country_code;
  const owned = await findNumber(credentials, number);
  if (owned) return adopt(owned);
  const papers = await choosePapers(credentials, { ...wanted, country });
  const outcome = await buyAtTwilio(credentials, number, everythingHere(), papers);
  switch (outcome.kind) {
    case "bought":
      return outcome;
    case "refused":
      throw await explain(credentials, outcome, country);
    case "unknown": {
      // Nobody knows whether it was carried out: what the account has by now says so.
      const after = await findNumber(credentials, number).catch(() => null);
      if (after) return adopt(after);
      throw unclear();
    }
  }
}

/** One that an earlier try has bought is set up; any other is not ours to change unasked. */
function adopt(owned: TwilioNumber): TwilioNumber {
  if (comesHere(owned.webhooks, wantedWebhooks())) return owned;
  const words = "Your Twilio account has this number already. Add it in Settings → Phone numbers.";
  throw new AppError("conflict", "number_owned", words);
}

function everythingHere() {
  return {
    calls: wantedWebhooks(),
    messages: wantedMessages(),
    fallback_url: unavailableTwiml(),
  };
}

/** Twilio answers alike for a wrong token and for an account that is not paid. */
async function explain(
  credentials: TwilioCredentials,
  refused: { code: number; status: number },
  country: string,
): Promise<AppError> {
  if (refused.status === 401 || refused.code === 20003) {
    const account = await checkAccount(credentials);
    if (account.kind === "inactive") return unpaid(account.status);
  }
  return purchaseRefusal(refused, country);
}
