"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import { readEdit } from "@/lib/edits/schema";
import { addNumber as add } from "@/lib/numbers/add";
import { buyNumber as buy } from "@/lib/numbers/buy";
import { keepForUndo, messagesFingerprint } from "@/lib/numbers/decide";
import { editNumber, requireNumber } from "@/lib/numbers/edit";
import { BuyNumber, ReleaseNumber } from "@/lib/numbers/order-schema";
import { releaseNumber as release } from "@/lib/numbers/release";
import { removeNumber as remove } from "@/lib/numbers/remove";
import { AddNumber, AgreeToWebhooks, EditNumber, RemoveNumber } from "@/lib/numbers/schema";
import {
  forgetWebhooks,
  keepWebhooks,
  readKeptWebhooks,
  updatePhoneNumber,
} from "@/lib/numbers/store";
import { readAtTwilio, requireSeen, wantedMessages, wantedWebhooks } from "@/lib/numbers/webhooks";
import { setMessageWebhooks, setWebhooks } from "@/lib/twilio/numbers";

const page = "/settings/numbers";
const admins = { role: "admin" } as const;

/** Adds a number of the account and goes on to where its calls are sent. */
export const addNumber = memberAction(
  AddNumber,
  async (typed, member) => {
    const id = await add(member, typed);
    revalidatePath(page);
    redirect(`${page}/${id}`);
  },
  admins,
);

export const saveNumber = memberAction(
  EditNumber,
  async (typed, member, form) => {
    await editNumber(member, typed, readEdit(form));
    revalidatePath(page, "layout");
    return { message: "Saved.", saved: true };
  },
  admins,
);

export const removeNumber = memberAction(
  RemoveNumber,
  async ({ id }, member) => {
    await remove(member, id);
    revalidatePath("/", "layout");
    redirect(page);
  },
  admins,
);

/** Sends the number's calls to Ringbook, keeping what was there so that it can be undone. */
export const sendCallsHere = memberAction(
  AgreeToWebhooks,
  async ({ id, seen }, member) => {
    const number = await requireNumber(member, id);
    const now = await readAtTwilio(member, number);
    requireSeen(now.webhooks, seen);
    const wanted = wantedWebhooks();
    // Kept before it is changed: whatever happens next, nothing is lost.
    const kept = await readKeptWebhooks(member.db, member.tenant.id, id);
    const keep = keepForUndo(now.webhooks, kept, wanted);
    if (keep) await keepWebhooks(member.db, member.tenant.id, id, keep);
    await updatePhoneNumber(member.db, member.tenant.id, id, {
      ...{ twilio_sid: now.sid, can_text: now.sms },
    });
    await setWebhooks(now.credentials, now.sid, wanted);
    revalidatePath(page, "layout");
    return { message: "Incoming calls are now routed to Ringbook." };
  },
  admins,
);

/** Sends the number's messages to Ringbook. */
export const sendMessagesHere = memberAction(
  AgreeToWebhooks,
  async ({ id, seen }, member) => {
    const number = await requireNumber(member, id);
    const now = await readAtTwilio(member, number);
    if (messagesFingerprint(now.messages) !== seen) throw notThere();
    await updatePhoneNumber(member.db, member.tenant.id, id, { can_text: now.sms });
    await setMessageWebhooks(now.credentials, now.sid, wantedMessages());
    revalidatePath(page, "layout");
    return { message: "Incoming messages are now routed to Ringbook." };
  },
  admins,
);

/** Buys a number and goes on to where its calls are sent. */
export const buyNumber = memberAction(
  BuyNumber,
  async (wanted, member) => {
    const { id } = await buy(member, wanted);
    revalidatePath("/", "layout");
    redirect(`${page}/${id}`);
  },
  admins,
);

export const releaseNumber = memberAction(
  ReleaseNumber,
  async ({ id }, member) => {
    await release(member, id);
    revalidatePath("/", "layout");
    redirect(page);
  },
  admins,
);

export const undoWebhooks = memberAction(
  AgreeToWebhooks,
  async ({ id, seen }, member) => {
    const number = await requireNumber(member, id);
    const kept = await readKeptWebhooks(member.db, member.tenant.id, id);
    if (!kept) throw notThere();
    const now = await readAtTwilio(member, number);
    requireSeen(now.webhooks, seen);
    await setWebhooks(now.credentials, now.sid, kept);
    await forgetWebhooks(member.db, member.tenant.id, id);
    revalidatePath(page, "layout");
    return { message: "The previous settings are restored." };
  },
  admins,
);

function notThere(): AppError {
  return new AppError(
    "conflict",
    "changed_meanwhile",
    "This was changed in the meantime. Reload the page.",
  );
}
