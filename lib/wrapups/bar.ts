import "server-only";
import type { Member } from "@/lib/auth/member";
import { barControl, barSupervision, controlColumns, readPeople } from "@/lib/call-control/bar";
import { readCandidates } from "@/lib/calls/candidates";
import { formatPhone, isDialable } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";
import { isPausedNow } from "@/lib/recordings/pauses";
import { barRoom, meetingName, roomColumns } from "@/lib/rooms/bar";
import { readPeopleInRoom } from "@/lib/rooms/store";
import { isOverdue } from "@/lib/tasks/decide";
import { asksOutcome, isDue, wrapUpWithinMs } from "@/lib/wrapups/decide";

/** Calls are limited to 4 hours: none that began before is live or waits for its outcome. */
const lookBackMs = wrapUpWithinMs + 4 * 3_600_000;
/** How long a call that ended, or was given an outcome, is still sent to the page. */
const shownAfterMs = 90_000;
const maxCalls = 20;

const columns =
  "id, direction, status, stage, outcome, duration_seconds, customer_number, error_message, created_at, answered_at, ended_at, user_id, callee_id, owner_left, also_on, contact_id, contacts(id, name, company, profiles(name)), profiles(wrap_up_prompt), call_wrapups(disposition_id, dismissed_at, updated_at), recording_requested, call_steps(kind, happened_at)";
const allColumns = `${columns}, ${controlColumns}, ${roomColumns}` as const;

async function readCalls({ db, tenant, user_id, joined_calls }: Person, now: Date) {
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

type Person = Pick<Member, "db" | "user_id" | "joined_calls"> & {
  tenant: Pick<Member["tenant"], "id" | "country_code" | "time_zone">;
};

async function readNames({ db, tenant }: Person, ids: string[]) {
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
async function readNotes(member: Person, calls: string[], contacts: string[]) {
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
async function readTasks({ db, tenant }: Person, calls: string[], contacts: string[]) {
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

type Row = Awaited<ReturnType<typeof readCalls>>[number];

/** Who supervises a live call; who did, where it has ended, is of no interest. */
function supervisionOf({
  stage,
  call_supervisions: all,
}: Pick<Row, "stage" | "call_supervisions">) {
  return stage === "ended" ? null : ([all].flat()[0] ?? null);
}

/** Whom a supervisor whispers to: whose call it is, or who has it now; null of several. */
function talkerOf(call: Pick<Row, "user_id" | "owner_left" | "also_on" | "stage"> & Supervised) {
  const others = call.also_on.filter((user) => user !== supervisionOf(call)?.user_id);
  if (!call.owner_left || others.length === 0) return call.user_id;
  return others.length === 1 ? (others[0] ?? null) : null;
}
type Supervised = Pick<Row, "call_supervisions">;

/** Who is in the rooms of live calls, by call. */
async function readRooms({ db, user_id }: Person, calls: readonly Row[]) {
  const inRoom = calls.filter((call) => call.stage !== "ended" && barRoom(call, user_id, []));
  const found = inRoom.map(async ({ id }) => [id, await readPeopleInRoom(db, id)] as const);
  return new Map(await Promise.all(found));
}

/** Whether a call between colleagues has come to who is called: it rings them, or did. */
function ringsColleague({ stage, outcome }: Pick<Row, "stage" | "outcome">): boolean {
  if (stage !== "ended") return !["placing", "ringing_rep", "confirming"].includes(stage);
  return outcome !== "rep_unreachable" && outcome !== "rep_unconfirmed";
}

/** The other person of an internal call. */
function otherOf(call: Pick<Row, "user_id" | "callee_id">, userId: string): string | null {
  if (call.callee_id === null) return null;
  return call.callee_id === userId ? call.user_id : call.callee_id;
}

/**
 * What the call bar shows of a person: their live calls, those that ended just now, and those that
 * wait for an outcome, newest first. Empty most of the time, at the cost of one query.
 */
export async function listBarCalls(member: Person, now: Date) {
  const { db, tenant, user_id } = member;
  const rows = await readCalls(member, now);
  const recent = (iso: string | null | undefined) =>
    iso != null && now.getTime() - Date.parse(iso) < shownAfterMs;
  const calls = rows
    .filter((call) => call.callee_id !== user_id || ringsColleague(call))
    // Passed on, it is a colleague's until it is over.
    .filter(({ stage, owner_left, ...call }) => {
      return stage === "ended" || !owner_left || call.user_id !== user_id;
    })
    .map((call) => ({ ...call, wrapUp: [call.call_wrapups].flat()[0] ?? null }))
    .map((call) => {
      const prompts = call.profiles?.wrap_up_prompt ?? true;
      return { ...call, due: isDue(call, call.wrapUp, prompts, now), prompts };
    })
    .filter(
      ({ stage, due, ended_at, wrapUp }) =>
        stage !== "ended" || due || recent(ended_at) || recent(wrapUp?.updated_at),
    );
  if (calls.length === 0) return [];
  const contacts = calls.flatMap(({ contact_id }) => contact_id ?? []);
  const ids = calls.map(({ id }) => id);
  const numbers = calls.flatMap(({ customer_number }) => customer_number || []);
  const [notes, tasks, candidatesOf, people, inRooms, names] = await Promise.all([
    readNotes(member, ids, contacts),
    readTasks(member, ids, contacts),
    readCandidates(db, tenant.id, [...new Set(numbers)]),
    readPeople(
      member,
      calls.filter(({ stage }) => stage !== "ended"),
    ),
    readRooms(member, calls),
    readNames(
      member,
      calls
        .flatMap((call) => [
          otherOf(call, user_id) ?? [],
          [call.call_controls].flat()[0]?.target_user ?? [],
          supervisionOf(call)?.user_id ?? [],
          supervisionOf(call)?.user_id === user_id ? (talkerOf(call) ?? []) : [],
        ])
        .flat(),
    ),
  ]);
  return calls.map(({ contacts: contact, wrapUp, prompts, ...call }) => {
    const last = notes.last.find(
      (note) => note.contact_id === call.contact_id && note.call_id !== call.id,
    );
    const task = tasks.find(({ call_id, contact_id }) =>
      contact_id === null ? call_id === call.id : contact_id === call.contact_id,
    );
    const dialable = isDialable(call.customer_number);
    const number = formatPhone(call.customer_number, tenant.country_code);
    const other = otherOf(call, user_id);
    const asked = call.stage === "ended" ? null : ([call.call_controls].flat()[0] ?? null);
    const control = barControl(asked, user_id, (user) => names.get(user));
    const supervision = barSupervision(supervisionOf(call), user_id, (user) => names.get(user));
    const colleague =
      other === null ? null : { id: other, name: names.get(other) ?? "A colleague" };
    const there = inRooms.get(call.id) ?? [];
    const room = call.stage === "ended" ? null : barRoom(call, user_id, there);
    return {
      id: call.id,
      direction: call.direction,
      status: call.status,
      stage: call.stage,
      outcome: call.outcome,
      duration_seconds: call.duration_seconds,
      error_message: call.error_message,
      talkedSeconds: call.answered_at
        ? Math.max(0, now.getTime() - Date.parse(call.answered_at)) / 1000
        : 0,
      live: call.stage !== "ended",
      connected: !room?.rings && (call.stage === "connected" || (control?.isOnHold ?? false)),
      /** The room it is in, or rings the person in. */
      room,
      /** What somebody has asked of the call: hold, transfer. */
      control,
      /** Who listens to it, and to whose talk. */
      supervision,
      rep: names.get(talkerOf(call) ?? "") ?? "A colleague",
      isRep: talkerOf(call) === user_id,
      /** Who is on the line, where that is more than two. */
      people: people.get(call.id) ?? [],
      /** Of a call that people talk on. */
      recording:
        call.stage === "connected" && call.recording_requested
          ? isPausedNow(call.call_steps)
            ? ("paused" as const)
            : ("on" as const)
          : null,
      due: call.due,
      asks: prompts && asksOutcome(call),
      number,
      /** E.164, where it can be called or kept. */
      dial: dialable ? call.customer_number : null,
      customer:
        colleague?.name ??
        (call.direction === "internal" ? meetingName(there, user_id) : (contact?.name ?? number)),
      /** Between colleagues alone. */
      isInternal: call.direction === "internal",
      /** With whom the person talks in an internal call, and whether they were called. */
      colleague,
      isCalled: call.callee_id === user_id,
      /** A colleague's call, to which they have come: as supervisor, added or by a transfer. */
      isJoined: call.user_id !== user_id && call.callee_id !== user_id,
      contact: contact && {
        id: contact.id,
        company: contact.company,
        owner: contact.profiles?.name ?? null,
      },
      /** The contacts that have its number. */
      candidates: contact ? candidatesOf(call.customer_number) : [],
      note: notes.mine.find(({ call_id }) => call_id === call.id)?.body ?? "",
      lastNote: last
        ? {
            body: last.body,
            author: last.author_id ? (notes.people.get(last.author_id) ?? null) : null,
            when: formatWhen(last.created_at, tenant.time_zone, now),
          }
        : null,
      nextTask: task
        ? {
            title: task.title,
            due: task.due_at && formatWhen(task.due_at, tenant.time_zone, now),
            overdue: isOverdue(task, now),
          }
        : null,
      disposition_id: wrapUp?.disposition_id ?? null,
    };
  });
}

export type BarCall = Awaited<ReturnType<typeof listBarCalls>>[number];
