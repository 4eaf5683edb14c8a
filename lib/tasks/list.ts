import "server-only";
import { type Cursor, olderThan, writeCursor } from "@/lib/call-log/cursor";
import type { Db } from "@/lib/db/supabase/server";
import { limitsOf } from "@/lib/tasks/decide";
import type { Section } from "@/lib/tasks/schema";
import { type Task, taskColumns, withOwners } from "@/lib/tasks/store";

type Asked = { section: Section; owner?: string; now: Date; timeZone: string };
type Page = { before?: Cursor; size: number };

/** A page of a section: open tasks by when they are due, done ones the last done first. */
export async function listTasks(db: Db, tenantId: string, asked: Asked, page: Page) {
  const rows = await (asked.section === "done" ? readDone : readOpen)(db, tenantId, asked, page);
  const shown = rows.slice(0, page.size);
  const last = shown.at(-1);
  const at = asked.section === "done" ? last?.done_at : (last?.due_at ?? last?.created_at);
  const next = rows.length > page.size && last && at;
  return { rows: shown, next: next ? writeCursor({ created_at: at, id: last.id }) : undefined };
}

async function readOpen(db: Db, tenantId: string, asked: Asked, page: Page): Promise<Task[]> {
  const { from, until } = limitsOf(asked.section, asked.now, asked.timeZone);
  let query = db.from("tasks").select(taskColumns).eq("tenant_id", tenantId).is("done_at", null);
  if (asked.owner) query = query.eq("owner_id", asked.owner);
  if (asked.section === "none") query = query.is("due_at", null);
  if (from) query = query.gte("due_at", from);
  if (until) query = query.lt("due_at", until);
  const { before } = page;
  if (before && asked.section === "none") query = query.gt("id", before.id);
  else if (before) {
    const { created_at: due, id } = before;
    query = query.gte("due_at", due).or(`due_at.gt.${due},id.gt.${id}`);
  }
  const { data, error } = await query
    .order("due_at")
    .order("id")
    .limit(page.size + 1);
  if (error) throw new Error("The tasks could not be read", { cause: error });
  return withOwners(db, tenantId, data);
}

async function readDone(db: Db, tenantId: string, asked: Asked, page: Page): Promise<Task[]> {
  let query = db
    .from("tasks")
    .select(taskColumns)
    .eq("tenant_id", tenantId)
    .not("done_at", "is", null);
  if (asked.owner) query = query.eq("owner_id", asked.owner);
  if (page.before) {
    const older = olderThan(page.before).replace("created_at", "done_at");
    query = query.lte("done_at", page.before.created_at).or(older);
  }
  const { data, error } = await query
    .order("done_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(page.size + 1);
  if (error) throw new Error("The tasks could not be read", { cause: error });
  return withOwners(db, tenantId, data);
}

export const maxCounted = 100;

/** How many of a person's tasks are overdue or due today; no more than `maxCounted` are counted. */
export async function countDue(
  db: Db,
  tenantId: string,
  asked: { owner: string; now: Date; timeZone: string },
): Promise<number> {
  const { until } = limitsOf("today", asked.now, asked.timeZone);
  const { data, error } = await db
    .from("tasks")
    .select("id")
    .eq("tenant_id", tenantId)
    .eq("owner_id", asked.owner)
    .is("done_at", null)
    .lt("due_at", until ?? "")
    .limit(maxCounted);
  if (error) throw new Error("The tasks could not be counted", { cause: error });
  return data.length;
}

/** A contact's open tasks, the first due first; at most 20. */
export async function openTasksOf(db: Db, tenantId: string, contactId: string): Promise<Task[]> {
  const { data, error } = await db
    .from("tasks")
    .select(taskColumns)
    .eq("tenant_id", tenantId)
    .eq("contact_id", contactId)
    .is("done_at", null)
    .order("due_at")
    .order("id")
    .limit(20);
  if (error) throw new Error("The contact's tasks could not be read", { cause: error });
  return withOwners(db, tenantId, data);
}
