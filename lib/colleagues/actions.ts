"use server";

import { revalidatePath } from "next/cache";
import { FieldError, memberAction } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { NewExtension } from "@/lib/colleagues/schema";
import { changeExtension, readEverybody } from "@/lib/colleagues/store";
import { AppError } from "@/lib/core/errors";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { readEdit } from "@/lib/edits/schema";

/** Gives a person an extension, or none. */
export const giveExtension = memberAction(
  NewExtension,
  async ({ user_id, extension }, member, form) => {
    await saveExtension(member, user_id, extension || null, form);
    revalidatePath("/settings/team");
    return { message: "Saved.", saved: true };
  },
  { role: "admin" },
);

async function saveExtension(
  member: Member,
  userId: string,
  extension: string | null,
  form: FormData,
) {
  await saveEdit(
    readEdit(form),
    { extension },
    {
      read: async () => {
        const [person] = await readEverybody(member, { wanted: [userId] });
        if (!person) throw gone();
        return { extension: person.extension };
      },
      write: async (changes, was) => {
        if (changes.extension === undefined) return true;
        const changed = await changeExtension(member.db, userId, changes.extension, was.extension);
        if (changed === "taken")
          throw new FieldError("extension", "Someone else has this extension.");
        if (changed === "not_found") throw gone();
        return changed === "changed";
      },
      describe: (_, value) => ({ name: "the extension", value: String(value ?? "none") }),
      editors: (fields) => auditedEditors(member, { kind: "member", subject: userId }, fields),
    },
  );
}

function gone(): AppError {
  return new AppError("not_found", "not_found", "This person is no longer on the team.");
}
