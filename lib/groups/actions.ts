"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import { readEdit } from "@/lib/edits/schema";
import { saveGroupEdit } from "@/lib/groups/save";
import { ChangeGroup, GroupId, NewGroup } from "@/lib/groups/schema";
import { addGroup, deleteGroup, listGroups } from "@/lib/groups/store";

const admins = { role: "admin" } as const;
const maxGroups = 50;

/** Routes show their groups too. */
function changed() {
  revalidatePath("/settings", "layout");
}

export const createGroup = memberAction(
  NewGroup,
  async (typed, { db, tenant }) => {
    if ((await listGroups(db, tenant.id)).length >= maxGroups) {
      throw new AppError("conflict", "too_many", `At most ${maxGroups} groups.`);
    }
    await addGroup(db, tenant.id, typed);
    changed();
    return { message: `“${typed.name}” is added. Choose it in a route.` };
  },
  admins,
);

/** Calls that come from now on, and callers who wait, follow it. */
export const saveGroup = memberAction(
  ChangeGroup,
  async ({ id, ...typed }, member, form) => {
    await saveGroupEdit(member, id, typed, readEdit(form));
    changed();
    return { message: "Saved." };
  },
  admins,
);

/** Deletes a group: where a route rings it, nobody is there. */
export const removeGroup = memberAction(
  GroupId,
  async ({ id }, { db, tenant }) => {
    await deleteGroup(db, tenant.id, id);
    changed();
    return {};
  },
  admins,
);
