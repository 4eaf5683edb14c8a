"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import { cancelMessage, changeMessage } from "@/lib/messages/machine";
import {
  AssignThread,
  ChangeMessage,
  CloseThread,
  OneMessage,
  OneThread,
  SendForm,
} from "@/lib/messages/schema";
import { countSegments } from "@/lib/messages/segments";
import { fillIn, sendMessage } from "@/lib/messages/send";
import { resend } from "@/lib/messages/send-again";
import { assignThread, closeThread, contactOf, readThread } from "@/lib/messages/store";

/** Sends what the composer has; `key` makes that once, however often it is sent. */
export const sendText = memberAction(SendForm, async ({ key, ...message }, member) => {
  const { thread_id } = await sendMessage(member, message, key).catch((error: unknown) => {
    throw error instanceof AppError && error.code === "idempotency_key_reused"
      ? sentFirst()
      : error;
  });
  revalidatePath("/", "layout");
  return { result: thread_id, saved: true };
});

export const assign = memberAction(AssignThread, async (input, { db }) => {
  if (!(await assignThread(db, input))) throw gone();
  revalidatePath("/", "layout");
});

export const setClosed = memberAction(CloseThread, async (input, { db }) => {
  if (!(await closeThread(db, input))) throw gone();
  revalidatePath("/", "layout");
});

export const markRead = memberAction(OneThread, async ({ id }, { db }) => {
  await readThread(db, id);
});

/** Gives the text of a scheduled message that is sent no more. */
export const cancelScheduled = memberAction(OneMessage, async ({ id }, { tenant, user_id }) => {
  const text = await cancelMessage(tenant.id, user_id, id, new Date());
  revalidatePath("/", "layout");
  if (text === null) {
    const message = "It is being sent already, or somebody else scheduled it.";
    throw new AppError("conflict", "not_scheduled", message);
  }
  return { message: "Canceled.", result: text };
});

/** Twilio's second refusal is seen in the conversation, as a message of its own. */
export const sendAgain = memberAction(OneMessage, async ({ id }, member) => {
  await resend(member, id).finally(() => revalidatePath("/", "layout"));
  return { message: "Sent again." };
});

/** Variables are filled in at once: the text is seen as it goes out. */
export const changeScheduled = memberAction(
  ChangeMessage,
  async ({ id, was, ...typed }, member) => {
    const { db, tenant, user_id } = member;
    const contactId = typed.body.includes("{") ? await contactOf(db, tenant.id, id) : undefined;
    const body = await fillIn(member, { ...typed, contactId });
    const changed = await changeMessage(tenant.id, user_id, {
      ...{ message_id: id, body, was: was.replaceAll("\r\n", "\n") },
      segments: Math.max(1, countSegments(body).segments),
      now: new Date().toISOString(),
    });
    revalidatePath("/", "layout");
    if (!changed) {
      const message = "It was changed, canceled or sent meanwhile, or somebody else scheduled it.";
      throw new AppError("conflict", "not_scheduled", message);
    }
    return { message: "Changed." };
  },
);

/** It was changed after an attempt whose answer was lost. */
function sentFirst(): AppError {
  const message =
    "Your message has been sent as you first wrote it. Press Send again to send this one too.";
  return new AppError("conflict", "sent_already", message);
}

function gone(): AppError {
  return new AppError("not_found", "thread_not_found", "This conversation doesn't exist any more.");
}
