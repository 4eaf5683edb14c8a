"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { MergeTags, RenameTag, TagId } from "@/lib/tags/schema";
import { changeTag, deleteTag, mergeTag } from "@/lib/tags/store";

const managers = { role: "manager" } as const;

/** Also on every contact that has it. */
export const renameTag = memberAction(
  RenameTag,
  async ({ id, name }, { db, tenant }) => {
    await changeTag(db, tenant.id, id, name);
    revalidatePath("/", "layout");
    return { message: "Saved." };
  },
  managers,
);

/** Contacts and saved views that have the one have the other instead. */
export const mergeTags = memberAction(
  MergeTags,
  async ({ id, keep }, { db }) => {
    await mergeTag(db, id, keep);
    revalidatePath("/", "layout");
    return {};
  },
  managers,
);

/** Takes it off every contact. */
export const removeTag = memberAction(
  TagId,
  async ({ id }, { db, tenant }) => {
    await deleteTag(db, tenant.id, id);
    revalidatePath("/", "layout");
    return {};
  },
  managers,
);
