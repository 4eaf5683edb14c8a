import "server-only";
import { bookingColumns } from "@/lib/booking/store";
import type { Db } from "@/lib/db/supabase/server";
import { loggedCallColumns } from "@/lib/logged-calls/store";
import { messageColumns } from "@/lib/messages/store";
import { withAuthors } from "@/lib/notes/authors";
import { noteColumns } from "@/lib/notes/store";
import { taskColumns, withOwners } from "@/lib/tasks/store";
import { newest, newestBy, type Page, type Whose, whose } from "@/lib/timeline/query";

/** Which entries are read: a page of a contact's, or those with these ids. */
export type Asked = Page & { db: Db; tenantId: string } & Whose;

const callColumns =
  "id, direction, status, stage, outcome, duration_seconds, customer_number, recording_requested, imported_at, error_message, created_at, answered_at, ended_at, user_id, phone_number_id, profiles(name), call_controls(customer_in), call_wrapups(dispositions(label)), recordings(id, status, purpose, duration_seconds, started_at), voicemails(id, recording_id, duration_seconds, transcript, transcript_state, heard_at, heard_by), notes(id, contact_id, call_id, author_id, body, is_call_note, pinned_at, created_at, updated_at, edited_by), voice_agent_sessions(outcome, reason, summary, voice_agents(name), voice_agent_figures(booked, false_booked))";

export async function readCalls({ db, tenantId, ...asked }: Asked) {
  const query = db.from("calls").select(callColumns).eq("tenant_id", tenantId);
  const { data, error } = await newest(whose(query, asked), asked)
    .order("created_at", { referencedTable: "notes" })
    .limit(20, { referencedTable: "notes" });
  if (error) throw new Error("The contact's calls could not be read", { cause: error });
  const all = data.flatMap((call) => call.notes);
  const notes = await withAuthors(db, tenantId, all);
  return data.map((call) => ({
    ...call,
    notes: notes.filter(({ call_id }) => call_id === call.id),
  }));
}

/** Notes on a call stand with their call, unless only notes are asked for. */
export const readNotes =
  ({ alone }: { alone: boolean }) =>
  async ({ db, tenantId, ...asked }: Asked) => {
    const query = db.from("notes").select(noteColumns).eq("tenant_id", tenantId);
    const theirs = whose(alone ? query : query.is("call_id", null), asked);
    const { data, error } = await newest(theirs, asked);
    if (error) throw new Error("The contact's notes could not be read", { cause: error });
    return withAuthors(db, tenantId, data);
  };

export async function readBookings({ db, tenantId, ...asked }: Asked) {
  const query = db.from("bookings").select(bookingColumns).eq("tenant_id", tenantId);
  const { data, error } = await newest(whose(query, asked), asked);
  if (error) throw new Error("The contact's bookings could not be read", { cause: error });
  return data;
}

export async function readTasks({ db, tenantId, ...asked }: Asked) {
  const query = db.from("tasks").select(taskColumns).eq("tenant_id", tenantId);
  const { data, error } = await newest(whose(query, asked), asked);
  if (error) throw new Error("The contact's tasks could not be read", { cause: error });
  return withOwners(db, tenantId, data);
}

export async function readChanges({ db, tenantId, ...asked }: Asked) {
  const query = db
    .from("contact_changes")
    .select("id, changes, created_at, actor_id")
    .eq("tenant_id", tenantId);
  const { data, error } = await newest(whose(query, asked), asked);
  if (error) throw new Error("The contact's changes could not be read", { cause: error });
  return data;
}

/** Calls that people logged, at the moment at which they say they were. */
export async function readLoggedCalls({ db, tenantId, ...asked }: Asked) {
  const query = db.from("logged_calls").select(loggedCallColumns).eq("tenant_id", tenantId);
  const { data, error } = await newestBy("happened_at", whose(query, asked), asked);
  if (error) throw new Error("The contact's logged calls could not be read", { cause: error });
  return data.map((call) => ({ ...call, created_at: call.happened_at }));
}

export async function readMessages({ db, tenantId, ...asked }: Asked) {
  const query = db.from("messages").select(messageColumns).eq("tenant_id", tenantId);
  const { data, error } = await newest(whose(query, asked), asked);
  if (error) throw new Error("The contact's messages could not be read", { cause: error });
  return data;
}

export type LoggedCall = Awaited<ReturnType<typeof readLoggedCalls>>[number];

export type CallOfTimeline = Awaited<ReturnType<typeof readCalls>>[number];
