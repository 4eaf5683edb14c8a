import "server-only";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";
import { openCredentials, type TwilioCredentials } from "@/lib/twilio/credentials";
import { checkAccount, findNumber, listNumbers, type TwilioNumber } from "@/lib/twilio/numbers";
import { credentials } from "@/lib/twilio-account/machine";

/** The tenant's saved credentials, for its admins alone; null when there are none. They never leave the server. */
export async function savedCredentials(member: Member): Promise<TwilioCredentials | null> {
  const row = await credentials(member.tenant.id, member.user_id);
  return row && openCredentials(member.tenant.id, row);
}

/** What was typed, completed by the saved token, which only goes to the account it was saved with. */
export async function usableCredentials(
  member: Member,
  typed: { account_sid: string; auth_token?: string },
): Promise<TwilioCredentials> {
  const { account_sid: accountSid, auth_token: authToken } = typed;
  if (authToken) return { accountSid, authToken };
  const saved = await savedCredentials(member);
  if (!saved) throw new FieldError("auth_token", "Enter the Auth Token.");
  if (saved.accountSid !== accountSid) {
    throw new FieldError("auth_token", "Another account has another Auth Token: enter it.");
  }
  return saved;
}

export type Connection = { accountName: string; number: TwilioNumber };

/** Asks Twilio whether account, token and number (E.164) belong together. Throws a sentence for the field that is wrong. */
export async function checkConnection(
  member: Member,
  credentials: TwilioCredentials,
  number: string,
): Promise<Connection> {
  const account = await checkAccount(credentials);
  if (account.kind === "refused") {
    throw new FieldError(
      "auth_token",
      "Twilio does not accept this Auth Token for this Account SID. Copy both again from the Twilio console.",
    );
  }
  if (account.kind === "inactive") {
    throw new FieldError("account_sid", `This account is ${account.status} at Twilio.`);
  }
  const found = await findNumber(credentials, number);
  if (!found) throw await notInAccount(member, credentials);
  if (!found.voice) throw new FieldError("number", "This number cannot take calls at Twilio.");
  return { accountName: account.name, number: found };
}

async function notInAccount(member: Member, credentials: TwilioCredentials): Promise<FieldError> {
  const some = await listNumbers(credentials, 5);
  const country = member.tenant.country_code;
  const have = new Intl.ListFormat("en").format(some.map((number) => formatPhone(number, country)));
  return new FieldError(
    "number",
    some.length > 0
      ? `This number is not in that account. It has ${have}.`
      : "This number is not in that account: it has no numbers yet. Buy one in the Twilio console.",
  );
}
