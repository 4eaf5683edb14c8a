import "server-only";
import type { Member } from "@/lib/auth/member";
import { getContact } from "@/lib/contacts/store";
import { readDisposition } from "@/lib/dispositions/store";
import { addTask } from "@/lib/tasks/store";
import { followUpTask } from "@/lib/wrapups/follow-up";

type Logger = Pick<Member, "db" | "user_id"> & { tenant: { id: string; time_zone: string } };

/** Adds the task that follows a logged call's outcome, if one does: once, its id is the call's. */
export async function addFollowUp(
  { db, tenant, user_id }: Logger,
  {
    id,
    contact_id,
    disposition_id,
  }: Record<"id" | "contact_id", string> & {
    disposition_id: string | null;
  },
): Promise<void> {
  if (disposition_id === null) return;
  const [outcome, contact] = await Promise.all([
    readDisposition(db, tenant.id, disposition_id),
    getContact(db, tenant.id, contact_id),
  ]);
  const task =
    outcome && contact && followUpTask(outcome, contact.name, new Date(), tenant.time_zone);
  if (!task) return;
  await addTask(db, tenant.id, {
    ...{ id, contact_id, title: task.title, due_at: task.due, owner_id: user_id },
    ...{ remind_at: null, repeat: "none", repeats_from: null },
  });
}
