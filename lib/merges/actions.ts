"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { memberAction } from "@/lib/auth/action";
import { merge } from "@/lib/merges/merge";
import { MergeForm, MergeId } from "@/lib/merges/schema";
import { undo } from "@/lib/merges/undo";

/** Makes one of two contacts, and opens the one that stays, with the way back. */
export const mergeContacts = memberAction(MergeForm, async (input, member) => {
  // What was changed meanwhile is shown, whatever comes of this.
  revalidatePath("/", "layout");
  const id = await merge(member, input);
  redirect(`/contacts/${input.keep}?merged=${id}`);
});

export const undoMerge = memberAction(MergeId, async ({ id }, { db }) => {
  const { keep_id } = await undo(db, id);
  revalidatePath("/", "layout");
  redirect(`/contacts/${keep_id}?merged=${id}`);
});
