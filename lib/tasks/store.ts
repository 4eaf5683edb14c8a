import "server-only";
import { FieldError } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import type { TablesUpdate } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";
import { whereStill } from "@/lib/edits/still";
import type { SaveTask } from "@/lib/tasks/schema";
import { namesOf } from "@/lib/team/names";

export const taskColumns =
  "id, title, due_at, remind_at, owner_id, contact_id, call_id, repeat, repeats_from, done_at, done_by, created_by, created_at, contacts(id, name, contact_phones(phone, extension, position))";

/** A foreign key: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const noSuchRow = "23503";

/** Adds a task once, however often it is sent. */
export async function addTask(db: Db, tenantId: string, task: SaveTask): Promise<void> {
  const { error } = await db
    .from("tasks")
    .upsert(
      { ...task, tenant_id: tenantId },
      { onConflict: "tenant_id,id", ignoreDuplicates: true },
    )
    .select("id");
  if (error) throw notSaved(error);
}

/** Null when it is not this tenant's. */
export async function findTask(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("tasks")
    .select(taskColumns)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The task could not be read", { cause: error });
  const [task] = await withOwners(db, tenantId, data ? [data] : []);
  return task ?? null;
}

/** As `findTask`; throws 404 when it is not this tenant's. */
export async function readTask(db: Db, tenantId: string, id: string): Promise<Task> {
  const task = await findTask(db, tenantId, id);
  if (!task) throw noTask();
  return task;
}

/** Who has changed each column of a task last: ids by column. */
export async function readTaskEditors(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("tasks")
    .select("edited_by")
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("Who changed the task could not be read", { cause: error });
  return data?.edited_by ?? {};
}

/** These tasks, each with the name of whose it is. */
export async function withOwners<Row extends { owner_id: string }>(
  db: Db,
  tenantId: string,
  rows: Row[],
): Promise<(Row & { owner: string | null })[]> {
  const ids = rows.map(({ owner_id }) => owner_id);
  const names = await namesOf(db, tenantId, ids);
  return rows.map((row) => ({ ...row, owner: names.get(row.owner_id) ?? null }));
}

export type Task = NonNullable<Awaited<ReturnType<typeof findTask>>>;

/** Changes a task if it still is as it was read; false when it is not, or is not theirs. */
export async function updateTask(
  db: Db,
  tenantId: string,
  was: Task,
  columns: TablesUpdate<"tasks">,
): Promise<boolean> {
  const update = db
    .from("tasks")
    .update({ ...columns, updated_at: new Date().toISOString() })
    .eq("tenant_id", tenantId)
    .eq("id", was.id);
  const { title, due_at, remind_at, owner_id, repeat } = was;
  const same = whereStill(update, { title, due_at, remind_at, owner_id, repeat });
  const { data, error } = await same.select("id");
  if (error) throw notSaved(error);
  return data.length > 0;
}

function notSaved(error: { code: string; message: string }): Error {
  if (error.message.includes("the owner is no member")) {
    return new FieldError("owner_id", "This person isn't on your team. Choose someone else.");
  }
  if (error.code === noSuchRow) {
    return new AppError("not_found", "not_found", "What this task is about doesn't exist.");
  }
  return new Error("The task could not be saved", { cause: error });
}

/** `nextDue` is when the next of a repeated task is due. Throws 404 where this person may not. */
export async function setTaskDone(
  db: Db,
  { id, done, nextDue }: { id: string; done: boolean; nextDue: string | null },
): Promise<void> {
  const { data, error } = await db.rpc("set_task_done", {
    task: id,
    done,
    ...(nextDue && { next_due: nextDue }),
  });
  if (error) throw new Error("The task could not be changed", { cause: error });
  if (!data) throw noTask();
}

export async function deleteTask(db: Db, tenantId: string, id: string): Promise<void> {
  const { data, error } = await db
    .from("tasks")
    .delete()
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error) throw new Error("The task could not be deleted", { cause: error });
  if (data.length === 0) throw noTask();
}

export function noTask(): AppError {
  const message = "This task doesn't exist any more, or it isn't yours to change.";
  return new AppError("not_found", "task_not_found", message);
}
