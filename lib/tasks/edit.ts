import "server-only";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import type { Edit } from "@/lib/edits/decide";
import { lastEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { mayChangeTask } from "@/lib/tasks/decide";
import { formOfTask, type TaskForm } from "@/lib/tasks/form";
import { saveTaskIn } from "@/lib/tasks/schema";
import { noTask, readTask, readTaskEditors, type Task, updateTask } from "@/lib/tasks/store";
import { describeTask } from "@/lib/tasks/words";
import { listColleagues } from "@/lib/team/store";

type Editing = Pick<Member, "db" | "user_id" | "role"> & {
  tenant: { id: string; time_zone: string };
};

const columnNames = { due: "due_at", remind: "remind_at" };

/**
 * Saves what was changed in a task's form. Throws 404 where this person may not change the task,
 * `EditConflict` where somebody else has changed the same, and a `FieldError`.
 */
export async function editTask(
  member: Editing,
  id: string,
  typed: TaskForm,
  edit: Edit,
): Promise<void> {
  const { db, tenant } = member;
  const people = await listColleagues(db, tenant.id, { former: true });
  let task: Task | undefined;
  await saveEdit<TaskForm>(edit, typed, {
    read: async () => {
      task = await readTask(db, tenant.id, id);
      if (!mayChangeTask(member, task)) throw noTask();
      return formOfTask(task, tenant.time_zone);
    },
    write: async (changes, current) => {
      if (!task || Object.keys(changes).length === 0) return true;
      const { repeats_from, ...columns } = columnsOf({ ...current, ...changes }, id, tenant);
      // What a repetition counts from stays while its date does: the 31st comes back.
      const again = "due" in changes || "repeat" in changes;
      return updateTask(db, tenant.id, task, { ...columns, ...(again && { repeats_from }) });
    },
    describe: (field, value) => describeTask(field, value, people),
    editors: async (fields) => {
      const edited_by = await readTaskEditors(db, tenant.id, id);
      return lastEditors(member, edited_by, fields, columnNames);
    },
  });
}

/** A task's columns; two people's changes together may be what neither could have typed. */
function columnsOf(typed: TaskForm, id: string, tenant: { time_zone: string }) {
  const read = saveTaskIn(tenant.time_zone).safeParse({ ...typed, id });
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new FieldError(issue?.path.join(".") ?? "title", issue?.message ?? "Check this task.");
  }
  const { title, due_at, remind_at, repeat, repeats_from = null } = read.data;
  return { title, due_at, remind_at, repeat, repeats_from, owner_id: typed.owner_id };
}
