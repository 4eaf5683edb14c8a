"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import { RemoveAudio, RenameAudio } from "@/lib/files/schema";
import { nameAudio, removeAudio } from "@/lib/files/store";

const admins = { role: "admin" } as const;

export const renameAudioFile = memberAction(
  RenameAudio,
  async ({ id, name }, { db, tenant }) => {
    await nameAudio(db, tenant.id, id, name);
    revalidatePath("/settings/routing", "layout");
    return { message: "Saved.", saved: true };
  },
  admins,
);

/** Deletes a file that no route plays, nor any version that was published. */
export const removeAudioFile = memberAction(
  RemoveAudio,
  async ({ id }, { db, tenant }) => {
    if (!(await removeAudio(db, tenant.id, id))) {
      const words = "A route, or an earlier version of one, plays this file. It can't be deleted.";
      throw new AppError("conflict", "in_use", words);
    }
    revalidatePath("/settings/routing", "layout");
    return { message: "Deleted." };
  },
  admins,
);
