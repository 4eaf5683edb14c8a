"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { FieldError, memberAction } from "@/lib/auth/action";
import { momentOf } from "@/lib/core/time";
import { addFollowUp } from "@/lib/logged-calls/follow-up";
import { LogCall, LoggedCallId } from "@/lib/logged-calls/schema";
import { addLoggedCall, deleteLoggedCall } from "@/lib/logged-calls/store";

/** Logs a call that happened elsewhere, at a time of the company's clock. */
export const logCall = memberAction(LogCall, async (typed, member) => {
  const { db, tenant } = member;
  const { when, minutes, ...call } = typed;
  const happened_at = momentOf(when, tenant.time_zone);
  if (happened_at === null) throw new FieldError("when", "Enter when the call was.");
  if (Date.parse(happened_at) > Date.now() + 60_000) {
    throw new FieldError("when", "This time is still to come.");
  }
  await addLoggedCall(db, tenant.id, {
    ...call,
    happened_at,
    duration_seconds: minutes === null ? null : Math.round(minutes * 60),
  });
  await addFollowUp(member, call);
  revalidatePath("/", "layout");
  redirect(`/contacts/${call.contact_id}`);
});

export const removeLoggedCall = memberAction(LoggedCallId, async ({ id }, { db, tenant }) => {
  await deleteLoggedCall(db, tenant.id, id);
  revalidatePath("/", "layout");
  return {};
});
