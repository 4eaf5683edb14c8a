"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { RenameTag, TagId } from "@/lib/tags/schema";
import { changeTag, deleteTag } from "@/lib/tags/store";

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
