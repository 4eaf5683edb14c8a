import { randomUUID } from "node:crypto";
import { given } from "@/tests/database/rls/visitor";
import type { Member, TestTenant } from "@/tests/support/tenant";

/** What a person is notified of, newest first, as kinds; read ones without their kind's name. */
export async function kindsOf(person: Member): Promise<string[]> {
  return (await notificationsOf(person)).map(({ kind, read_at }) =>
    read_at === null ? kind : `${kind}, read`,
  );
}

export async function notificationsOf({ db, userId }: Member) {
  const rows = db
    .from("notifications")
    .select("id, kind, subject, subject_id, facts, in_browser, read_at, created_at")
    .eq("user_id", userId)
    .order("created_at", { ascending: false });
  return given(rows);
}

/** Marks all that a person has as read. */
export async function readEverything({ db, userId }: Member): Promise<void> {
  const read_at = new Date().toISOString();
  await given(db.from("notifications").update({ read_at }).eq("user_id", userId).select("id"));
}

export async function addContact(
  tenant: TestTenant,
  by: Member,
  contact: { name?: string; owner_id?: string | null } = {},
): Promise<string> {
  const row = { tenant_id: tenant.id, name: "Jane Doe", ...contact };
  return (await given(by.db.from("contacts").insert(row).select("id").single())).id;
}

export async function addTask(
  tenant: TestTenant,
  by: Member,
  task: { title?: string; owner_id?: string; due_at?: string; remind_at?: string } = {},
): Promise<string> {
  const id = randomUUID();
  const row = { id, tenant_id: tenant.id, title: "Send the quote", owner_id: by.userId, ...task };
  await given(by.db.from("tasks").insert(row).select("id"));
  return id;
}

export async function addNote(
  tenant: TestTenant,
  by: Member,
  contact_id: string,
  body: string,
): Promise<string> {
  const row = { tenant_id: tenant.id, contact_id, body };
  return (await given(by.db.from("notes").insert(row).select("id").single())).id;
}
