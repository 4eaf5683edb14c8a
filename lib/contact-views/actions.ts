"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { memberAction } from "@/lib/auth/action";
import { ChangeView, OneView, ReplaceView, SaveView } from "@/lib/contact-views/schema";
import { addView, changeView, deleteView, readNamed, replaceView } from "@/lib/contact-views/store";
import { AppError } from "@/lib/core/errors";
import { saveEdit } from "@/lib/edits/save";
import { readEdit } from "@/lib/edits/schema";
import { only } from "@/lib/edits/still";

const words = { name: "the name", is_shared: "who sees it" };

/** Saves what the list shows under a name, and opens it. */
export const saveView = memberAction(SaveView, async (view, { db, tenant }) => {
  await addView(db, tenant.id, view);
  redirect(`/contacts?view=${view.id}`);
});

export const renameView = memberAction(
  ChangeView,
  async ({ id, ...typed }, { db, tenant }, form) => {
    await saveEdit<typeof typed>(readEdit(form), typed, {
      read: async () => {
        const now = await readNamed(db, tenant.id, id);
        if (!now) throw gone();
        return now;
      },
      write: (changes, was) => changeView(db, tenant.id, id, changes, only(was, changes)),
      describe: (field, value) => ({
        name: field === "name" ? words.name : words.is_shared,
        value: typeof value === "boolean" ? (value ? "everyone" : "you") : String(value ?? ""),
      }),
      editors: async () => new Map(),
    });
    revalidatePath("/contacts");
    return { message: "Saved." };
  },
);

/** Gives a saved view what the list shows now. */
export const updateView = memberAction(ReplaceView, async (view, { db, tenant }) => {
  if (!(await replaceView(db, tenant.id, view))) {
    const message = "This view was changed meanwhile. Open it again, or save yours as a new one.";
    throw new AppError("conflict", "changed_meanwhile", message);
  }
  redirect(`/contacts?view=${view.id}`);
});

export const removeView = memberAction(OneView, async ({ id }, { db, tenant }) => {
  if (!(await deleteView(db, tenant.id, id))) throw gone();
  redirect("/contacts");
});

function gone(): AppError {
  return new AppError("not_found", "view_not_found", "This view doesn't exist any more.");
}
