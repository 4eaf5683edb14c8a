import "server-only";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { openCredentials, type TwilioCredentials } from "@/lib/twilio/credentials";
import { checkAccount } from "@/lib/twilio/numbers";
import { credentials } from "@/lib/twilio-account/machine";

/**
 * The tenant's saved credentials, for its admins alone; null when there are none. They never leave
 * the server.
 */
export async function savedCredentials(member: Member): Promise<TwilioCredentials | null> {
  const row = await credentials(member.tenant.id, member.user_id);
  return row && openCredentials(member.tenant.id, row);
}

/** As `savedCredentials`; throws `conflict` when there are none. */
export async function requireCredentials(member: Member): Promise<TwilioCredentials> {
  const saved = await savedCredentials(member);
  if (saved) return saved;
  throw new AppError("conflict", "twilio_not_configured", "Save the Twilio account first.");
}

/**
 * What was typed, completed by the saved token, which only goes to the account it was saved with.
 */
export async function usableCredentials(
  member: Member,
  typed: { account_sid: string; auth_token?: string },
): Promise<TwilioCredentials> {
  const { account_sid: accountSid, auth_token: authToken } = typed;
  if (authToken) return { accountSid, authToken };
  const saved = await savedCredentials(member);
  if (!saved) throw new FieldError("auth_token", "Enter the Auth Token.");
  if (saved.accountSid !== accountSid) {
    throw new FieldError("auth_token", "Enter the Auth Token of the new account.");
  }
  return saved;
}

/**
 * Asks Twilio whether account and token belong together, and gives the account's name. Throws a
 * sentence for the field that is wrong, `upstream` when Twilio does not answer.
 */
export async function requireAccepted(credentials: TwilioCredentials): Promise<string> {
  const account = await checkAccount(credentials);
  switch (account.kind) {
    case "active":
      return account.name;
    case "inactive":
      throw new FieldError("account_sid", `This account is ${account.status} at Twilio.`);
    case "refused":
      throw new FieldError(
        "auth_token",
        "Twilio doesn't accept this Auth Token for this Account SID. Copy both again from the Twilio console.",
      );
  }
}
