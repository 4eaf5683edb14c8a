import "server-only";
import type { z } from "zod";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { checkConnection, usableCredentials } from "@/lib/numbers/connection";
import { comesHere, needsTwilio, oldNumber } from "@/lib/numbers/decide";
import { saveTwilioSettings } from "@/lib/numbers/save";
import type { TwilioForm } from "@/lib/numbers/schema";
import { readKeptWebhooks, readPhoneNumber, readTwilioAccount } from "@/lib/numbers/store";
import { wantedWebhooks } from "@/lib/numbers/webhooks";
import { formatPhone, toE164 } from "@/lib/phone";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { findNumber } from "@/lib/twilio/numbers";

/**
 * Tests or saves the Twilio settings an admin has typed, and gives what to tell them. Throws a `FieldError` for the
 * field that is wrong, `upstream` when Twilio does not answer.
 */
export async function connect(member: Member, typed: z.output<typeof TwilioForm>): Promise<string> {
  const { db, tenant } = member;
  const number = toE164(typed.number, tenant.country_code);
  if (!number) throw new FieldError("number", "No phone can have this number.");
  const [account, phone] = await Promise.all([
    readTwilioAccount(db, tenant.id),
    readPhoneNumber(db, tenant.id),
  ]);
  // Pressing Save alone never takes an account back from the workspace that verified it since.
  if (account && !account.verified_at && !typed.auth_token) {
    throw new FieldError("auth_token", "Enter the Auth Token to verify this account again.");
  }
  const asked = { ...typed, number };
  const saved = { account_sid: account?.account_sid, number: phone?.number };
  if (typed.intent === "save" && !needsTwilio(asked, saved)) {
    await saveTwilioSettings(member, asked, phone, null);
    return "Saved.";
  }
  const credentials = await usableCredentials(member, asked);
  const connection = await checkConnection(member, credentials, number);
  const shown = (known: string) => formatPhone(known, tenant.country_code);
  if (typed.intent === "test") {
    return `Connected to “${connection.accountName}”, and ${shown(number)} is its number.`;
  }
  const kept = phone && (await readKeptWebhooks(db, tenant.id, phone.id));
  const old = kept ? oldNumber(asked, saved) : null;
  if (old?.account === "same") await requireUndone(credentials, old.number, shown(old.number));
  await saveTwilioSettings(member, asked, phone, connection);
  const message = "Saved. Check below where Twilio sends this number's calls.";
  if (old?.account !== "another") return message;
  return `${message} Calls to ${shown(old.number)} still come here until you change that number in the Twilio console.`;
}

/** What a number was set to before can only be brought back while it is the saved one. */
async function requireUndone(credentials: TwilioCredentials, number: string, shown: string) {
  const now = await findNumber(credentials, number);
  if (!now || !comesHere(now.webhooks, wantedWebhooks())) return;
  throw new FieldError(
    "number",
    `Calls to ${shown} still come here. Undo that below first, then change the number.`,
  );
}
