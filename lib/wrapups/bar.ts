import "server-only";
import { barControl, barSupervision, readPeople } from "@/lib/call-control/bar";
import { readRung } from "@/lib/call-control/rung";
import { readCandidates } from "@/lib/calls/candidates";
import { formatPhone, isDialable } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";
import { isPausedNow } from "@/lib/recordings/pauses";
import { barRoom, meetingName } from "@/lib/rooms/bar";
import { isOverdue } from "@/lib/tasks/decide";
import { asksOutcome, isDue } from "@/lib/wrapups/decide";
import { lastNoteOf } from "@/lib/wrapups/last-note";
import {
  type Person,
  type Row,
  readCalls,
  readNames,
  readNotes,
  readRooms,
  readTasks,
} from "@/lib/wrapups/read";
import { readSummaries } from "@/lib/wrapups/summaries";

/** How long a call that ended, or was given an outcome, is still sent to the page. */
const shownAfterMs = 90_000;

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

/** Whether a call between colleagues has come to who is called: it rings them, or did. */
function ringsColleague({ stage, outcome }: Pick<Row, "stage" | "outcome">): boolean {
  if (stage !== "ended") return !["placing", "ringing_rep", "confirming"].includes(stage);
  return outcome !== "rep_unreachable" && outcome !== "rep_unconfirmed";
}

/** A caller whom a route rings the person for, beside others: nobody has answered yet. */
function isForSeveral(
  call: Pick<Row, "direction" | "stage" | "user_id" | "also_on"> & Supervised,
  userId: string,
): boolean {
  const { direction, user_id, also_on } = call;
  if (direction !== "inbound" || user_id === userId || also_on.includes(userId)) return false;
  return !isAnswered(call) && supervisionOf(call)?.user_id !== userId;
}

const isAnswered = ({ stage }: Pick<Row, "stage">) => stage === "ended" || stage === "connected";

/** How these calls ring the person, by call. */
async function readRings(member: Person, calls: readonly { id: string }[]) {
  const found = await Promise.all(
    calls.map(async ({ id }) => [id, await readRung(member, id)] as const),
  );
  return new Map(found);
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
    // A caller who leaves a message rings them no more.
    .filter((call) => call.stage !== "voicemail" || !isForSeveral(call, user_id))
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
  const [notes, tasks, candidatesOf, people, inRooms, summaries, rung, names] = await Promise.all([
    readNotes(member, ids, contacts),
    readTasks(member, ids, contacts),
    readCandidates(db, tenant.id, [...new Set(numbers)]),
    readPeople(
      member,
      calls.filter(({ stage }) => stage !== "ended"),
    ),
    readRooms(member, calls),
    readSummaries(member, calls),
    readRings(
      member,
      calls.filter((call) => call.direction === "inbound" && !isAnswered(call)),
    ),
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
      /** How a caller's call rings them; null for any other. */
      rung: rung.get(call.id) ?? null,
      /** Between colleagues alone. */
      isInternal: call.direction === "internal",
      /** With whom the person talks in an internal call, and whether they were called. */
      colleague,
      isCalled: call.callee_id === user_id,
      /** A colleague's call, to which they have come: as supervisor, added or by a transfer. */
      isJoined: call.user_id !== user_id && call.callee_id !== user_id,
      /** It rings them beside others: nobody has answered it yet. */
      isForSeveral: isForSeveral(call, user_id),
      contact: contact && {
        id: contact.id,
        company: contact.company,
        owner: contact.profiles?.name ?? null,
      },
      /** What a voice agent heard from the caller, in a sentence; null where none talked. */
      agentSummary: summaries.get(call.id) ?? null,
      /** The contacts that have its number. */
      candidates: contact ? candidatesOf(call.customer_number) : [],
      note: notes.mine.find(({ call_id }) => call_id === call.id)?.body ?? "",
      lastNote: lastNoteOf(notes, call, tenant.time_zone, now),
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
