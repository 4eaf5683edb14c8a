import "server-only";
import type { Member } from "@/lib/auth/member";
import type { Edit, Values } from "@/lib/edits/decide";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { changeGroup, type Group, requireGroup } from "@/lib/groups/store";
import { listColleagues } from "@/lib/team/store";

/** A group as its form has it: the order of its people counts, so they are text. */
export function valuesOf({ name, people }: Pick<Group, "name" | "people">) {
  return { name, people: people.join(",") };
}

/**
 * Saves what was changed in a group, beside what others have changed meanwhile. Throws
 * `EditConflict`, and as requireGroup and changeGroup.
 */
export async function saveGroupEdit(
  member: Member,
  id: string,
  typed: Pick<Group, "name" | "people">,
  edit: Edit,
): Promise<void> {
  const { db, tenant } = member;
  const everyone = await listColleagues(db, tenant.id);
  const nameOf = (user: string) => everyone.find((one) => one.user_id === user)?.name ?? user;
  let row: Group | undefined;
  await saveEdit<Values>(edit, valuesOf(typed), {
    read: async () => {
      row = await requireGroup(db, tenant.id, id);
      return valuesOf(row);
    },
    write: async (changes) => {
      if (!row) return false;
      const { name, people } = typed;
      const change = { ...("name" in changes && { name }), ...("people" in changes && { people }) };
      if (Object.keys(change).length === 0) return true;
      return changeGroup(db, tenant.id, row, change);
    },
    describe: (column, value) => {
      const text = String(value ?? "");
      if (column === "name") return { name: "the name", value: text };
      const people = text.split(",").filter(Boolean).map(nameOf);
      return { name: "the people", value: new Intl.ListFormat("en").format(people) };
    },
    editors: (columns) => auditedEditors(member, { kind: "group", subject: id }, columns),
  });
}
