"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { Claim, Dismiss, OneMissed } from "@/lib/missed/schema";
import { claimLine, dismissLine, readLine, reopenLine } from "@/lib/missed/store";
import { claimWords } from "@/lib/missed/words";
import { listColleagues } from "@/lib/team/store";

export const claimMissed = memberAction(Claim, async ({ id, claimed_by: was }, member) => {
  const { db, tenant, user_id: by } = member;
  if (!(await claimLine(db, tenant.id, { id, by, was }))) throw await whyNot(member, id);
  revalidatePath("/missed");
});

export const releaseMissed = memberAction(Claim, async ({ id, claimed_by: was }, member) => {
  const { db, tenant } = member;
  if (!(await claimLine(db, tenant.id, { id, by: null, was }))) throw await whyNot(member, id);
  revalidatePath("/missed");
});

export const dismissMissed = memberAction(Dismiss, async (input, member) => {
  const { db, tenant } = member;
  if (!(await dismissLine(db, tenant.id, input))) throw await whyNot(member, input.id, input);
  revalidatePath("/missed");
});

export const reopenMissed = memberAction(OneMissed, async ({ id }, member) => {
  const { db, tenant } = member;
  if (!(await reopenLine(db, tenant.id, id))) {
    throw changed("Nothing to open again: see what has become of it meanwhile.");
  }
  revalidatePath("/missed");
});

/** What has become of a line that someone wanted to change. */
async function whyNot(member: Member, id: string, seen?: { call_id: string }): Promise<AppError> {
  const { db, tenant, user_id } = member;
  const line = await readLine(db, tenant.id, id);
  revalidatePath("/missed");
  if (!line) return new AppError("not_found", "missed_not_found", "This caller isn't on the list.");
  if (line.closed_at) return changed("This has been dealt with meanwhile.");
  if (seen && line.call_id !== seen.call_id) return changed("They have just called again.");
  if (line.claimed_by === null) return changed("Nobody is on it any more. Try again.");
  const people = await listColleagues(db, tenant.id, { former: true });
  const names = new Map(people.map((person) => [person.user_id, person.name]));
  return changed(`${claimWords(line.claimed_by, user_id, names)}.`);
}

function changed(message: string): AppError {
  return new AppError("conflict", "changed_meanwhile", message);
}
