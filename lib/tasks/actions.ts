"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { memberAction } from "@/lib/auth/action";
import { readEdit } from "@/lib/edits/schema";
import { editTask } from "@/lib/tasks/edit";
import { formOfTask } from "@/lib/tasks/form";
import { nextDue } from "@/lib/tasks/repeat";
import { saveTaskIn, TaskDone, TaskId } from "@/lib/tasks/schema";
import { addTask, deleteTask, readTask, setTaskDone } from "@/lib/tasks/store";

export const createTask = memberAction(
  ({ tenant }) => saveTaskIn(tenant.time_zone),
  async (task, { db, tenant, user_id }) => {
    await addTask(db, tenant.id, { ...task, owner_id: task.owner_id ?? user_id });
    revalidatePath("/", "layout");
    return {};
  },
);

/** Saves a task's form, and goes back to the page that led to it: its contact's, or all tasks. */
export const saveTask = memberAction(
  ({ tenant }) => saveTaskIn(tenant.time_zone),
  async (task, member, form) => {
    const owner_id = task.owner_id ?? member.user_id;
    const typed = formOfTask({ ...task, owner_id }, member.tenant.time_zone);
    await editTask(member, task.id, typed, readEdit(form));
    revalidatePath("/", "layout");
    redirect(task.contact_id ? `/contacts/${task.contact_id}` : "/tasks");
  },
);

/** Done, or open again. The next of a repeated task comes after now, and after this one was due. */
export const markTask = memberAction(TaskDone, async ({ id, done }, { db, tenant }) => {
  const task = await readTask(db, tenant.id, id);
  const after = Math.max(Date.now(), Date.parse(task.due_at ?? "") || 0);
  const next = done === "true" ? nextDue(task, new Date(after), tenant.time_zone) : null;
  await setTaskDone(db, { id, done: done === "true", nextDue: next });
  revalidatePath("/", "layout");
  return {};
});

export const removeTask = memberAction(TaskId, async ({ id }, { db, tenant }) => {
  await deleteTask(db, tenant.id, id);
  revalidatePath("/", "layout");
  return {};
});
