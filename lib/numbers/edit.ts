import "server-only";
import type { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import type { Edit } from "@/lib/edits/decide";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { requireTarget } from "@/lib/numbers/add";
import { type FollowableRoute, listFollowable } from "@/lib/numbers/routes";
import type { EditNumber } from "@/lib/numbers/schema";
import { findPhoneNumber, type PhoneNumber, updatePhoneNumber } from "@/lib/numbers/store";
import { columnsOf, targetOf } from "@/lib/numbers/target";
import { describeNumber } from "@/lib/numbers/words";
import { type Colleague, listColleagues } from "@/lib/team/store";

/** As the form has it: `forward_to` is a target (lib/numbers/target.ts). */
type Settings = Pick<PhoneNumber, "name" | "forward_to">;

/** A number of the member's tenant; throws `conflict` when it is not there or was removed. */
export async function requireNumber({ db, tenant }: Member, id: string): Promise<PhoneNumber> {
  const number = await findPhoneNumber(db, tenant.id, id);
  if (number) return number;
  const message = "This number was removed in the meantime. Reload the page.";
  throw new AppError("conflict", "changed_meanwhile", message);
}

/**
 * Saves what a number is called and where calls to it go. Throws a `FieldError` for the field that
 * is wrong, `EditConflict` where another admin has changed the same.
 */
export async function editNumber(
  member: Member,
  { id, name, forward_to }: z.output<typeof EditNumber>,
  edit?: Edit,
): Promise<void> {
  const { db, tenant } = member;
  let people: Colleague[] = [];
  let routes: FollowableRoute[] = [];
  let row: PhoneNumber | undefined;
  await saveEdit<Settings>(
    edit,
    { name, forward_to },
    {
      read: async () => {
        row = await requireNumber(member, id);
        return { name: row.name, forward_to: targetOf(row) };
      },
      write: async ({ forward_to: target, ...changes }) => {
        await requireTarget(member, target ?? null);
        const columns = target === undefined ? {} : columnsOf(target);
        const was = row && { name: row.name, forward_to: row.forward_to, route_id: row.route_id };
        return updatePhoneNumber(db, tenant.id, id, { ...changes, ...columns }, was);
      },
      describe: (field, value) => describeNumber(field, value, people, routes),
      editors: async (fields) => {
        people = await listColleagues(db, tenant.id, { former: true });
        routes = await listFollowable(db, tenant.id);
        const about = { kind: "phone_number", subject: id };
        const by = await auditedEditors(member, about, [...fields, "route_id"]);
        const target = by.get("forward_to") ?? by.get("route_id");
        return new Map(fields.map((one) => [one, one === "forward_to" ? target : by.get(one)]));
      },
    },
  );
}
