import "server-only";
import type { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import type { Edit } from "@/lib/edits/decide";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { requireColleague } from "@/lib/numbers/add";
import type { EditNumber } from "@/lib/numbers/schema";
import { findPhoneNumber, type PhoneNumber, updatePhoneNumber } from "@/lib/numbers/store";
import { describeNumber } from "@/lib/numbers/words";
import { type Colleague, listColleagues } from "@/lib/team/store";

type Settings = Pick<PhoneNumber, "name" | "forward_to">;

/** A number of the member's tenant; throws `conflict` when it is not there or was removed. */
export async function requireNumber({ db, tenant }: Member, id: string): Promise<PhoneNumber> {
  const number = await findPhoneNumber(db, tenant.id, id);
  if (number) return number;
  const message = "This number was removed in the meantime. Reload the page.";
  throw new AppError("conflict", "changed_meanwhile", message);
}

/**
 * Saves what a number is called and whom it rings. Throws a `FieldError` for the field that is
 * wrong, `EditConflict` where another admin has changed the same.
 */
export async function editNumber(
  member: Member,
  { id, name, forward_to }: z.output<typeof EditNumber>,
  edit?: Edit,
): Promise<void> {
  const { db, tenant } = member;
  let people: Colleague[] = [];
  await saveEdit<Settings>(
    edit,
    { name, forward_to },
    {
      read: async () => {
        const number = await requireNumber(member, id);
        return { name: number.name, forward_to: number.forward_to };
      },
      write: async (changes, was) => {
        await requireColleague(member, changes.forward_to ?? null);
        return updatePhoneNumber(db, tenant.id, id, changes, was);
      },
      describe: (field, value) => describeNumber(field, value, people),
      editors: async (fields) => {
        people = await listColleagues(db, tenant.id, { former: true });
        return auditedEditors(member, { kind: "phone_number", subject: id }, fields);
      },
    },
  );
}
