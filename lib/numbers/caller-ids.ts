import "server-only";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { formatPhone, toE164 } from "@/lib/core/phone";
import {
  addCallerId,
  type CallerId,
  findCallerId,
  forgetCallerId,
  settleCallerId,
} from "@/lib/numbers/caller-id-store";
import { listPhoneNumbers } from "@/lib/numbers/store";
import {
  deleteCallerId,
  listCallerIds,
  type TwilioCallerId,
  validateCallerId,
} from "@/lib/twilio/caller-ids";
import { requireCredentials } from "@/lib/twilio-account/connection";

/**
 * Has Twilio call a number that calls are to show, and gives what the admin needs: the code to
 * type there, or that Twilio knows the number as theirs already. Asked again, Twilio calls again.
 * Throws a `FieldError` or a sentence.
 */
export async function beginCallerId(
  member: Member,
  typed: { number: string; name: string | null },
): Promise<string> {
  const { db, tenant } = member;
  const number = toE164(typed.number, tenant.country_code);
  if (!number) throw new FieldError("number", "This isn't a phone number.");
  const spoken = formatPhone(number, tenant.country_code);
  const own = await listPhoneNumbers(db, tenant.id);
  if (own.some((each) => each.number === number)) {
    throw new FieldError("number", `${spoken} is one of your numbers: calls can show it already.`);
  }
  const credentials = await requireCredentials(member);
  const asked = await validateCallerId(credentials, { number, name: typed.name });
  switch (asked.kind) {
    case "called":
      await addCallerId(db, tenant.id, { number, name: typed.name });
      return `Twilio is calling ${spoken}. Type ${asked.code} on that phone, then choose “I typed the code”.`;
    case "verified_already": {
      const row = await addCallerId(db, tenant.id, { number, name: typed.name });
      await requireVerified(member, row);
      return `${spoken} is verified: calls can show it.`;
    }
    case "refused":
      throw new FieldError("number", refusedWords(asked.code));
    case "unknown": {
      const words = "Twilio didn't answer. If the phone doesn't ring, please try again shortly.";
      throw new AppError("upstream", "twilio_silent", words);
    }
  }
}

/** Asks Twilio whether the code was typed. Throws a sentence when it wasn't. */
export async function checkCallerId(member: Member, id: string): Promise<void> {
  await requireVerified(member, await requireCallerId(member, id));
}

async function requireVerified(member: Member, { id, number }: CallerId): Promise<void> {
  const { tenant } = member;
  const [found] = await listCallerIds(await requireCredentials(member), number);
  if (found) return await settleCallerId(tenant.id, id, found.sid);
  const words = "Twilio hasn't got the code yet. Type it on the phone, or have it called again.";
  throw new AppError("conflict", "not_verified", words);
}

/** Takes it out of the Twilio account and of Ringbook; calls that showed it keep it. */
export async function removeCallerId(member: Member, id: string): Promise<void> {
  const { db, tenant } = member;
  const row = await findCallerId(db, tenant.id, id);
  if (!row) return;
  const credentials = await requireCredentials(member);
  const sids = row.twilio_sid
    ? [row.twilio_sid]
    : (await listCallerIds(credentials, row.number)).map(({ sid }) => sid);
  for (const sid of sids) await deleteCallerId(credentials, sid);
  await forgetCallerId(db, tenant.id, id);
}

/** The account's caller IDs that Ringbook doesn't use yet; none where Twilio can't be asked. */
export async function listUnusedCallerIds(
  member: Member,
  used: CallerId[],
): Promise<TwilioCallerId[]> {
  try {
    const found = await listCallerIds(await requireCredentials(member));
    return found.filter(({ number }) => !used.some((each) => each.number === number));
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

async function requireCallerId({ db, tenant }: Member, id: string): Promise<CallerId> {
  const row = await findCallerId(db, tenant.id, id);
  if (row) return row;
  const message = "This caller ID was removed in the meantime. Reload the page.";
  throw new AppError("conflict", "changed_meanwhile", message);
}

function refusedWords(code: number): string {
  if (code === 21421 || code === 21401 || code === 13223) return "Twilio can't call this number.";
  if (code === 20003) return "Twilio doesn't accept the company's credentials.";
  return `Twilio refused to call this number (error ${code}).`;
}
