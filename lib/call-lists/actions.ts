"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { memberAction } from "@/lib/auth/action";
import { mayChange } from "@/lib/call-lists/may-change";
import { nextToCall } from "@/lib/call-lists/next";
import {
  type CallListSettings,
  ChangeCallList,
  CreateCallList,
  OneCallList,
  SetState,
  SkipContact,
} from "@/lib/call-lists/schema";
import {
  addCallList,
  deleteCallList,
  getCallList,
  noCallList,
  settingsOf,
  updateCallList,
} from "@/lib/call-lists/store";
import { describeListSetting } from "@/lib/call-lists/words";
import { skipEntry } from "@/lib/call-lists/work";
import { AppError } from "@/lib/core/errors";
import { saveEdit } from "@/lib/edits/save";
import { readEdit } from "@/lib/edits/schema";
import { only } from "@/lib/edits/still";

const page = "/call-lists/[id]";

export const createCallList = memberAction(CreateCallList, async (list, { db, tenant }) => {
  await addCallList(db, list, tenant.country_code);
  revalidatePath("/call-lists");
  redirect(`/call-lists/${list.id}`);
});

export const saveCallList = memberAction(ChangeCallList, async ({ id, ...typed }, member, form) => {
  const { db, tenant } = member;
  const read = async () => {
    const list = await getCallList(db, tenant.id, id);
    if (!list) throw noCallList();
    if (!mayChange(list, member)) throw notTheirs();
    return settingsOf(list);
  };
  await saveEdit<CallListSettings>(readEdit(form), typed, {
    read,
    write: (changes, was) => updateCallList(db, tenant.id, id, changes, only(was, changes)),
    describe: describeListSetting,
    editors: async () => new Map(),
  });
  revalidatePath(page, "page");
  redirect(`/call-lists/${id}`);
});

/** Paused, nobody gets another contact of it; what was begun is finished. */
export const setCallListState = memberAction(SetState, async ({ id, state }, { db, tenant }) => {
  if (!(await updateCallList(db, tenant.id, id, { state }))) throw notTheirs();
  revalidatePath(page, "page");
  return {};
});

export const removeCallList = memberAction(OneCallList, async ({ id }, { db, tenant }) => {
  if (!(await deleteCallList(db, tenant.id, id))) throw notTheirs();
  revalidatePath("/call-lists");
  redirect("/call-lists");
});

/** The next contact for whoever asks; the page shows who it is, or why there is none. */
export const nextContact = memberAction(OneCallList, async ({ id }, member) => {
  const { kind } = await nextToCall(member, id);
  if (kind === "on_call") throw new AppError("conflict", "on_call", "Hang up first.");
  revalidatePath(page, "page");
  return {};
});

export const skipContact = memberAction(SkipContact, async ({ id, ...skipped }, member) => {
  await skipEntry(member.db, skipped);
  await nextToCall(member, id);
  revalidatePath(page, "page");
  return {};
});

function notTheirs(): AppError {
  const message = "Only the list's owner, or a manager, may do this.";
  return new AppError("forbidden", "not_your_list", message);
}
