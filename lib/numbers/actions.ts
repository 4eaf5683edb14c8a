"use server";

import { revalidatePath } from "next/cache";
import { FieldError, memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/errors";
import { checkConnection, usableCredentials } from "@/lib/numbers/connection";
import { keepForUndo, needsTwilio } from "@/lib/numbers/decide";
import { saveTwilioSettings } from "@/lib/numbers/save";
import { AgreeToWebhooks, TwilioForm } from "@/lib/numbers/schema";
import {
  forgetWebhooks,
  keepWebhooks,
  readKeptWebhooks,
  readPhoneNumber,
  readTwilioAccount,
  updatePhoneNumber,
} from "@/lib/numbers/store";
import { readAtTwilio, requireSeen, wantedWebhooks } from "@/lib/numbers/webhooks";
import { formatPhone, toE164 } from "@/lib/phone";
import { setWebhooks } from "@/lib/twilio/numbers";

const page = "/settings/twilio";

/** "Test connection" and "Save" of the same form: both ask Twilio, only one keeps. */
export const connectTwilio = memberAction(
  TwilioForm,
  async (typed, member) => {
    const { db, tenant } = member;
    const number = toE164(typed.number, tenant.country_code);
    if (!number) throw new FieldError("number", "No phone can have this number.");
    const [account, phone] = await Promise.all([
      readTwilioAccount(db, tenant.id),
      readPhoneNumber(db, tenant.id),
    ]);
    const asked = { ...typed, number };
    const saved = { account_sid: account?.account_sid, number: phone?.number };
    if (typed.intent === "save" && !needsTwilio(asked, saved)) {
      await saveTwilioSettings(member, asked, phone, null);
      revalidatePath(page);
      return { message: "Saved." };
    }
    const credentials = await usableCredentials(member, asked);
    const connection = await checkConnection(member, credentials, number);
    if (typed.intent === "test") {
      const shown = formatPhone(number, tenant.country_code);
      return { message: `Connected to “${connection.accountName}”, and ${shown} is its number.` };
    }
    const kept = phone && (await readKeptWebhooks(db, tenant.id, phone.id));
    await saveTwilioSettings(member, asked, phone, connection);
    revalidatePath(page);
    const old =
      kept && phone.number !== number
        ? ` Calls to ${formatPhone(phone.number, tenant.country_code)} still come here until you change that number in the Twilio console.`
        : "";
    return { message: `Saved. Check below where Twilio sends this number's calls.${old}` };
  },
  { role: "admin" },
);

/** Sends the number's calls to Ringbook, keeping what was there so that it can be undone. */
export const sendCallsHere = memberAction(
  AgreeToWebhooks,
  async ({ id, seen }, member) => {
    const number = await readPhoneNumber(member.db, member.tenant.id);
    if (number?.id !== id) throw notThere();
    const now = await readAtTwilio(member, number);
    requireSeen(now.webhooks, seen);
    const wanted = wantedWebhooks();
    // Kept before it is changed: whatever happens next, nothing is lost.
    const kept = await readKeptWebhooks(member.db, member.tenant.id, id);
    const keep = keepForUndo(now.webhooks, kept, wanted);
    if (keep) await keepWebhooks(member.db, member.tenant.id, id, keep);
    await updatePhoneNumber(member.db, member.tenant.id, id, { twilio_sid: now.sid });
    await setWebhooks(now.credentials, now.sid, wanted);
    revalidatePath(page);
    return { message: "Calls to this number now come to Ringbook." };
  },
  { role: "admin" },
);

export const undoWebhooks = memberAction(
  AgreeToWebhooks,
  async ({ id, seen }, member) => {
    const number = await readPhoneNumber(member.db, member.tenant.id);
    const kept = await readKeptWebhooks(member.db, member.tenant.id, id);
    if (number?.id !== id || !kept) throw notThere();
    const now = await readAtTwilio(member, number);
    requireSeen(now.webhooks, seen);
    await setWebhooks(now.credentials, now.sid, kept);
    await forgetWebhooks(member.db, member.tenant.id, id);
    revalidatePath(page);
    return { message: "The number is set as it was before." };
  },
  { role: "admin" },
);

function notThere(): AppError {
  return new AppError(
    "conflict",
    "changed_meanwhile",
    "This was changed meanwhile. Reload the page.",
  );
}
