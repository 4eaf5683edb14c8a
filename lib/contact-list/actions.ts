"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { changeContacts, undoChange } from "@/lib/contact-list/bulk";
import type { BulkKind } from "@/lib/contact-list/bulk-kinds";
import { ChangeContacts, UndoChange } from "@/lib/contact-list/bulk-schema";
import type { Db } from "@/lib/db/supabase/server";
import { listStages } from "@/lib/stages/store";

const done: Record<BulkKind, string> = {
  ...{ owner: "assigned", stage: "moved", add_tag: "tagged", remove_tag: "untagged" },
  ...{ archive: "archived", restore: "restored" },
};

const contacts = (count: number) =>
  count === 1 ? "1 contact" : `${count.toLocaleString("en")} contacts`;

/** Changes many contacts at once; the result is how many were changed. */
export const changeMany = memberAction(ChangeContacts, async (input, { db, tenant }) => {
  const changed = await changeContacts(db, input, tenant.country_code);
  revalidatePath("/contacts");
  const words = input.what === "stage" ? await stageWords(db, tenant.id, input.value) : null;
  const message =
    changed === 0 ? "Nothing to change." : `${contacts(changed)} ${words ?? done[input.what]}.`;
  return { message, result: changed };
});

async function stageWords(db: Db, tenantId: string, id: string | null) {
  if (!id) return "set to no stage";
  const stage = (await listStages(db, tenantId)).find((one) => one.id === id);
  return stage ? `set to ${stage.name}` : null;
}

export const undoMany = memberAction(UndoChange, async ({ change }, { db }) => {
  const { restored, kept } = await undoChange(db, change);
  revalidatePath("/contacts");
  const since = kept > 0 ? ` ${contacts(kept)} changed since, and left as they are.` : "";
  return { message: `Undone for ${contacts(restored)}.${since}` };
});
