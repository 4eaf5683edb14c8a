import "server-only";
import type { z } from "zod";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { adminsOnly } from "@/lib/core/errors";
import { formatPhone } from "@/lib/core/phone";
import type { Edit } from "@/lib/edits/decide";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { sealAuthToken, type TwilioCredentials } from "@/lib/twilio/credentials";
import { listNumbers } from "@/lib/twilio/numbers";
import { requireAccepted, usableCredentials } from "@/lib/twilio-account/connection";
import { saveTwilioAccount } from "@/lib/twilio-account/machine";
import type { twilioForm } from "@/lib/twilio-account/schema";
import { listNumbersSetHere, readTwilioAccount } from "@/lib/twilio-account/store";

type Typed = z.output<ReturnType<typeof twilioForm>>;
type Settings = { account_sid: string };

/**
 * Tests or saves the Twilio account that an admin has typed, and returns the message for them.
 * `edit` is what the form was opened with. Throws a `FieldError` for the field that is wrong,
 * `EditConflict` where another admin has changed the same, `upstream` when Twilio does not answer.
 */
export async function connect(member: Member, typed: Typed, edit?: Edit): Promise<string> {
  const { db, tenant } = member;
  if (typed.intent === "test") return test(await usableCredentials(member, typed));
  let message = "Saved.";
  await saveEdit<Settings>(
    edit,
    { account_sid: typed.account_sid },
    {
      read: async () => {
        const account = await readTwilioAccount(db, tenant.id);
        // Pressing Save alone never takes an account back from the company that verified it
        // since.
        if (account && !account.verified_at && !typed.auth_token) {
          const message = "Enter the Auth Token to verify this account again.";
          throw new FieldError("auth_token", message);
        }
        return { account_sid: account?.account_sid ?? "" };
      },
      write: async (changes, saved) => {
        const wanted = { ...saved, ...changes, auth_token: typed.auth_token };
        message = await save(member, wanted, saved);
        return true;
      },
      describe: (_, value) => ({ name: "the Account SID", value: String(value ?? "") }),
      editors: (fields) =>
        auditedEditors(member, { kind: "twilio_account", subject: null }, fields),
    },
  );
  return message;
}

async function test(credentials: TwilioCredentials): Promise<string> {
  const name = await requireAccepted(credentials);
  const { length } = await listNumbers(credentials);
  const numbers = ["no numbers yet", "1 number"][length] ?? `${length} numbers`;
  return `Looks good: “${name}”, with ${numbers}. Save to connect.`;
}

async function save(
  member: Member,
  wanted: Settings & { auth_token?: string },
  saved: Settings,
): Promise<string> {
  const { db, tenant, user_id } = member;
  if (!wanted.auth_token && wanted.account_sid === saved.account_sid) return "Saved.";
  const credentials = await usableCredentials(member, wanted);
  const name = await requireAccepted(credentials);
  const isAnother = saved.account_sid !== "" && saved.account_sid !== credentials.accountSid;
  const left = isAnother ? await listNumbersSetHere(db, tenant.id) : [];
  const row = {
    account_sid: credentials.accountSid,
    auth_token_ciphertext: sealAuthToken(credentials.authToken, tenant.id),
    auth_token_last_four: credentials.authToken.slice(-4),
  };
  if ((await saveTwilioAccount(tenant.id, user_id, row, new Date())) === "not_admin") {
    throw adminsOnly();
  }
  const message = `Saved. Ringbook is connected to “${name}”.`;
  if (left.length === 0) return message;
  const shown = left.map((number) => formatPhone(number, tenant.country_code));
  const numbers = new Intl.ListFormat("en").format(shown);
  return `${message} Calls to ${numbers} in the account before still come here until you change that in the Twilio console.`;
}
