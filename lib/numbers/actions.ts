"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import { readEdit } from "@/lib/edits/schema";
import { connect } from "@/lib/numbers/connect";
import { keepForUndo } from "@/lib/numbers/decide";
import { AgreeToWebhooks, TwilioForm } from "@/lib/numbers/schema";
import {
  forgetWebhooks,
  keepWebhooks,
  readKeptWebhooks,
  readPhoneNumber,
  updatePhoneNumber,
} from "@/lib/numbers/store";
import { readAtTwilio, requireSeen, wantedWebhooks } from "@/lib/numbers/webhooks";
import { setWebhooks } from "@/lib/twilio/numbers";

const page = "/settings/twilio";

/** "Test connection" and "Save" of the same form: both ask Twilio, only one keeps. */
export const connectTwilio = memberAction(
  TwilioForm,
  async (typed, member, form) => {
    const message = await connect(member, typed, readEdit(form));
    if (typed.intent === "test") return { message };
    revalidatePath(page);
    return { message, saved: true };
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
