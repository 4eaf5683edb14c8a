import "server-only";
import type { z } from "zod";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { formatPhone, toE164 } from "@/lib/core/phone";
import type { Edit } from "@/lib/edits/decide";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { checkConnection, usableCredentials } from "@/lib/numbers/connection";
import { comesHere, needsTwilio, oldNumber } from "@/lib/numbers/decide";
import { saveTwilioSettings } from "@/lib/numbers/save";
import type { TwilioForm } from "@/lib/numbers/schema";
import {
  type PhoneNumber,
  readKeptWebhooks,
  readPhoneNumber,
  readTwilioAccount,
} from "@/lib/numbers/store";
import { wantedWebhooks } from "@/lib/numbers/webhooks";
import { describeNumber } from "@/lib/numbers/words";
import { type Colleague, listColleagues } from "@/lib/team/store";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { findNumber } from "@/lib/twilio/numbers";

type Typed = z.output<typeof TwilioForm>;
type Settings = { account_sid: string; number: string; forward_to: string | null };

/**
 * Tests or saves the Twilio settings an admin has typed, and gives what to tell them. `edit` is
 * what the form was opened with. Throws a `FieldError` for the field that is wrong, `EditConflict`
 * where another admin has changed the same, `upstream` when Twilio does not answer.
 */
export async function connect(member: Member, typed: Typed, edit?: Edit): Promise<string> {
  const { db, tenant } = member;
  const number = toE164(typed.number, tenant.country_code);
  if (!number) throw new FieldError("number", "No phone can have this number.");
  const asked = { ...typed, number };
  if (typed.intent === "test") {
    const { accountName } = await reach(member, asked);
    const shown = formatPhone(number, tenant.country_code);
    return `Connected to “${accountName}”, and ${shown} is its number.`;
  }
  let message = "Saved.";
  let phone: PhoneNumber | null = null;
  let people: Colleague[] = [];
  const { account_sid, forward_to } = typed;
  await saveEdit<Settings>(
    edit,
    { account_sid, number, forward_to },
    {
      read: async () => {
        const account = await readTwilioAccount(db, tenant.id);
        // Pressing Save alone never takes an account back from the workspace that verified it since.
        if (account && !account.verified_at && !typed.auth_token) {
          const message = "Enter the Auth Token to verify this account again.";
          throw new FieldError("auth_token", message);
        }
        phone = await readPhoneNumber(db, tenant.id);
        return {
          account_sid: account?.account_sid ?? "",
          number: phone?.number ?? "",
          forward_to: phone?.forward_to ?? null,
        };
      },
      write: async (changes, saved) => {
        const wanted = { ...saved, ...changes, auth_token: typed.auth_token };
        const done = await saveConnection(member, wanted, saved, phone);
        message = done.message;
        return done.saved;
      },
      describe: (field, value) => describeNumber(field, value, tenant.country_code, people),
      editors: async (fields) => {
        people = await listColleagues(db, tenant.id, { former: true });
        const account = { kind: "twilio_account", subject: null };
        const number = { kind: "phone_number", subject: phone?.id ?? null };
        const [ofAccount, ofNumber] = await Promise.all([
          auditedEditors(member, account, fields),
          auditedEditors(member, number, fields),
        ]);
        return new Map(fields.map((field) => [field, ofNumber.get(field) ?? ofAccount.get(field)]));
      },
    },
  );
  return message;
}

async function reach(member: Member, asked: Settings & { auth_token?: string }) {
  return checkConnection(member, await usableCredentials(member, asked), asked.number);
}

async function saveConnection(
  member: Member,
  asked: Settings & { auth_token?: string },
  saved: Settings,
  phone: PhoneNumber | null,
): Promise<{ saved: boolean; message: string }> {
  const { db, tenant } = member;
  if (!needsTwilio(asked, saved)) {
    return { saved: await saveTwilioSettings(member, asked, phone, null), message: "Saved." };
  }
  const credentials = await usableCredentials(member, asked);
  const connection = await checkConnection(member, credentials, asked.number);
  const shown = (known: string) => formatPhone(known, tenant.country_code);
  const kept = phone && (await readKeptWebhooks(db, tenant.id, phone.id));
  const old = kept ? oldNumber(asked, saved) : null;
  if (old?.account === "same") await requireUndone(credentials, old.number, shown(old.number));
  const done = await saveTwilioSettings(member, asked, phone, connection);
  const message = "Saved. Check below where Twilio sends this number's calls.";
  if (old?.account !== "another") return { saved: done, message };
  const rest = "still come here until you change that number in the Twilio console.";
  return { saved: done, message: `${message} Calls to ${shown(old.number)} ${rest}` };
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
