import "server-only";
import type { Member } from "@/lib/auth/member";
import { controlColumns } from "@/lib/call-control/bar";
import { barRoom, roomColumns } from "@/lib/rooms/bar";
import { readPeopleInRooms } from "@/lib/rooms/store";
import { wrapUpWithinMs } from "@/lib/wrapups/decide";

/** Calls are limited to 4 hours: none that began before is live or waits for its outcome. */
const lookBackMs = wrapUpWithinMs + 4 * 3_600_000;
const maxCalls = 20;

const columns =
  "id, direction, status, stage, outcome, duration_seconds, customer_number, error_message, created_at, answered_at, ended_at, user_id, callee_id, owner_left, also_on, contact_id, contacts(id, name, company, profiles(name)), profiles(wrap_up_prompt), call_wrapups(disposition_id, dismissed_at, updated_at), recording_requested, call_steps(kind, happened_at)";
const allColumns = `${columns}, ${controlColumns}, ${roomColumns}` as const;

export async function readCalls({ db, tenant, user_id, joined_calls }: Person, now: Date) {
  const calls = () => db.from("calls").select(allColumns).eq("tenant_id", tenant.id);
  const [own, joined] = await Promise.all([
    calls()
      .or(`user_id.eq.${user_id},callee_id.eq.${user_id}`)
      .gte("created_at", new Date(now.getTime() - lookBackMs).toISOString())
      .order("created_at", { ascending: false })
      .order("id", { ascending: false })
      .limit(maxCalls),
    joined_calls.length > 0 ? calls().in("id", joined_calls) : null,
  ]);
  const error = own.error ?? joined?.error;
  if (error) throw new Error("The current calls could not be read", { cause: error });
  return [...(joined?.data ?? []), ...(own.data ?? [])];
}

/** Whose bar it is. */
export type Person = Pick<Member, "db" | "user_id" | "joined_calls"> & {
  tenant: Pick<Member["tenant"], "id" | "country_code" | "time_zone">;
};

export async function readNames({ db, tenant }: Person, ids: string[]) {
  if (ids.length === 0) return new Map<string, string>();
  const { data, error } = await db
    .from("profiles")
    .select("user_id, name")
    .eq("tenant_id", tenant.id)
    .in("user_id", [...new Set(ids)]);
  if (error) throw new Error("The authors could not be read", { cause: error });
  return new Map(data.map(({ user_id, name }) => [user_id, name]));
}

/** The notes of this person on these calls, and the last ones about these contacts. */
export async function readNotes(member: Person, calls: string[], contacts: string[]) {
  const notes = () =>
    member.db
      .from("notes")
      .select("call_id, contact_id, author_id, body, created_at")
      .eq("tenant_id", member.tenant.id);
  const [mine, last] = await Promise.all([
    notes().in("call_id", calls).eq("author_id", member.user_id).eq("is_call_note", true),
    notes().in("contact_id", contacts).order("created_at", { ascending: false }).limit(50),
  ]);
  const error = mine.error ?? last.error;
  if (error) throw new Error("The notes could not be read", { cause: error });
  const people = await readNames(
    member,
    (last.data ?? []).flatMap(({ author_id }) => author_id ?? []),
  );
  return { mine: mine.data ?? [], last: last.data ?? [], people };
}

/** The open tasks about these calls and contacts, the first due first. */
export async function readTasks({ db, tenant }: Person, calls: string[], contacts: string[]) {
  const about = [`call_id.in.(${calls})`, contacts.length > 0 && `contact_id.in.(${contacts})`];
  const { data, error } = await db
    .from("tasks")
    .select("title, due_at, done_at, call_id, contact_id")
    .eq("tenant_id", tenant.id)
    .is("done_at", null)
    .or(about.filter(Boolean).join())
    .order("due_at")
    .order("id")
    .limit(50);
  if (error) throw new Error("The tasks could not be read", { cause: error });
  return data;
}

/** A call as the bar reads it. */
export type Row = Awaited<ReturnType<typeof readCalls>>[number];

/** Who is in the rooms of live calls, by call. */
export async function readRooms({ db, user_id }: Person, calls: readonly Row[]) {
  const inRoom = calls.filter((call) => call.stage !== "ended" && barRoom(call, user_id, []));
  const ids = inRoom.map(({ id }) => id);
  return readPeopleInRooms(db, ids);
}
