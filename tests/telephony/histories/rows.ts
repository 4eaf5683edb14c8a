import { isOfRooms } from "@/tests/telephony/histories/livekit-said";
import { rename, reversed } from "@/tests/telephony/histories/names";
import type { Replay } from "@/tests/telephony/histories/replay";
import { admin } from "@/tests/telephony/record/call-record";

export type Row = Record<string, unknown>;
/** The record of a call: its row, and those beneath it. */
export type Rows = {
  call: Row;
  legs: Row[];
  events: Row[];
  recordings: Row[];
  spans: Row[];
  steps: Row[];
  /** Messages, each with the unread notifications of it. */
  messages: Row[];
};

/** Columns that say when or how often something was written, not what. */
const bookkeeping = new Set(["version", "next_check_at", "settled_at"]);
/** Not what a TwiML answer was given from: that is the record as it stood then. */
const ofAnEvent = [
  "event_type",
  "call_sid",
  "event_data",
  "query",
  "dedupe_key",
  "occurred_at",
  "problem",
];

/** A table's rows of the call `c`. */
const rowsOf = (table: string) => admin`
  (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ${admin(`public.${table}`)} t
    where t.tenant_id = c.tenant_id and t.call_id = c.id)`;

/** The messages of the call `c`, by their recording. */
const messages = admin`
  (select coalesce(jsonb_agg(to_jsonb(v) - array['id', 'recording_id'] || jsonb_build_object(
      'recording_sid', r.recording_sid, 'notified',
      (select coalesce(jsonb_agg(n.user_id || ' ' || n.kind), '[]')
        from public.notifications n where n.tenant_id = v.tenant_id and n.subject_id = v.id
          and n.read_at is null))), '[]')
    from public.voicemails v join public.recordings r
      on r.tenant_id = v.tenant_id and r.id = v.recording_id
    where v.tenant_id = c.tenant_id and v.call_id = c.id)`;

/** So much earlier than `since` a moment may be, and still be one of the replays'. */
export const marginMs = 1000;

/** The rows of these calls as they stand, in the names and times that a comparison can use. */
export async function readRows(replays: Replay[], since: number): Promise<Rows[]> {
  // No foreign key ties a call to its tenant's number: each call would lock the number's row.
  const found = await admin`
    select c.id, c.phone_number_id is null or exists (select from public.phone_numbers n
        where n.tenant_id = c.tenant_id and n.id = c.phone_number_id) as own_number,
      to_jsonb(c) as call,
      ${rowsOf("call_legs")} as legs, ${rowsOf("call_events")} as events,
      ${rowsOf("recordings")} as recordings, ${rowsOf("call_spans")} as spans,
      ${rowsOf("call_steps")} as steps, ${messages} as messages
    from public.calls c where c.id in ${admin(replays.map(({ callId }) => callId))}`;
  const byId = new Map(found.map(({ id, own_number: _, ...rows }) => [id, JSON.stringify(rows)]));
  const elsewhere = found.filter(({ own_number }) => !own_number).map(({ id }) => id);
  if (elsewhere.length > 0) throw new Error(`calls on another's number: ${elsewhere.join(", ")}`);
  const until = Date.now() + 1000;
  return replays.map(({ callId, names, trace }) => {
    const rows: Rows = JSON.parse(rename(byId.get(callId) ?? "{}", reversed(names)));
    if (!rows.call) throw new Error(`${trace.name}: there is no such call`);
    return comparable(rows, { since: since - marginMs, until });
  });
}

const spanKey = ({ call_sid, space, name }: Row) => `${call_sid} ${space} ${name}`;

/**
 * Moments of our own as the word "received", what was counted from one as what it was counted from.
 */
function comparable(rows: Rows, ours: { since: number; until: number }): Rows {
  const recording = new Map(
    rows.recordings.map((row) => [
      `/api/recordings/${row.id}`,
      `/api/recordings/${row.recording_sid}`,
    ]),
  );
  const compared = (row: Row, columns = Object.keys(row)) =>
    Object.fromEntries(
      columns
        .filter((name) => !bookkeeping.has(name))
        .map((name) => [name, timeless(row[name], ours)]),
    );
  const call = compared(rows.call);
  const url = rows.call.recording_url;
  if (typeof url === "string") call.recording_url = recording.get(url) ?? url;
  const talked = seconds(rows.call.answered_at, rows.call.ended_at);
  if (call.answered_at === "received" && call.duration_seconds === talked) {
    call.duration_seconds = "since answered_at";
  }
  const withTalk = (leg: Row) =>
    leg.talk_seconds !== null && leg.talk_seconds === rows.call.duration_seconds
      ? { ...leg, talk_seconds: "as long as the call's" }
      : leg;
  const by = (key: string) => (a: Row, b: Row) => (String(a[key]) < String(b[key]) ? -1 : 1);
  return {
    call,
    legs: rows.legs.map((row) => compared(withTalk(row))).sort(by("call_sid")),
    events: rows.events
      .filter(({ event_type }) => !isOfRooms(event_type))
      .map((row) => compared(row, ofAnEvent))
      .sort(by("dedupe_key")),
    recordings: rows.recordings.map(({ id: _, ...row }) => compared(row)).sort(by("recording_sid")),
    // `during` follows from the moments.
    spans: rows.spans
      .map(({ during: _, ...row }) => compared({ ...row, key: spanKey(row) }))
      .sort(by("key")),
    steps: rows.steps
      .filter(({ kind }) => !isOfRooms(kind))
      .map((row) => compared(row))
      .sort(by("step_key")),
    messages: rows.messages.map((row) => compared(withOrder(row))).sort(by("recording_sid")),
  };
}

/** Another tenant's people have other ids, and another order. */
const withOrder = (message: Row) =>
  Array.isArray(message.notified)
    ? { ...message, notified: message.notified.map(String).sort() }
    : message;

function timeless(value: unknown, ours: { since: number; until: number }): unknown {
  const { since, until } = ours;
  if (Array.isArray(value)) return value.map((each) => timeless(each, ours));
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT/.test(value)) return value;
  const at = Date.parse(value);
  return at >= since && at <= until ? "received" : new Date(at).toISOString();
}

function seconds(from: unknown, to: unknown): number | null {
  if (typeof from !== "string" || typeof to !== "string") return null;
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}

/** Where two records differ, a line each. */
export function differences(expected: Rows, got: Rows): string[] {
  const lines: string[] = [];
  const compare = (name: string, one: Row, other: Row) => {
    for (const column of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const [a, b] = [JSON.stringify(one[column]), JSON.stringify(other[column])];
      if (a !== b) lines.push(`${name}.${column} is ${b} instead of ${a}`);
    }
  };
  const compareAll = (table: Exclude<keyof Rows, "call">, key: string) => {
    const keys = [...expected[table], ...got[table]].map((row) => String(row[key]));
    for (const each of new Set(keys)) {
      const [one, other] = [expected[table], got[table]].map((rows) =>
        rows.find((row) => String(row[key]) === each),
      );
      if (one && other) compare(`${table} ${each}`, one, other);
      else lines.push(`${table} ${each} is ${other ? "there, and should not be" : "missing"}`);
    }
  };
  compare("call", expected.call, got.call);
  compareAll("legs", "call_sid");
  compareAll("events", "dedupe_key");
  compareAll("recordings", "recording_sid");
  compareAll("spans", "key");
  compareAll("steps", "step_key");
  compareAll("messages", "recording_sid");
  return lines;
}
