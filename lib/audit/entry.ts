import { type DetailLine, detailLines, readDetail, textOf } from "@/lib/audit/detail";
import { thingOf } from "@/lib/audit/things";
import { whatWasDone } from "@/lib/audit/words";
import { formatDay, formatExact } from "@/lib/core/time";
import type { Tables } from "@/lib/db/supabase/database.types";

export type AuditRow = Pick<
  Tables<"audit_log">,
  "id" | "actor_id" | "action" | "subject" | "detail" | "created_at"
>;

/**
 * An entry as a person reads it: "Ada Admin" + "made Rae Rep manager" + what changed, each from →
 * to.
 */
export type AuditEntry = {
  row: AuditRow;
  who: string;
  what: string;
  changes: DetailLine[];
  callId?: string;
  /** How often it stands one after the other; `row` is the newest. */
  times: number;
  /** When it began to (ISO 8601). */
  since: string;
};

/** Names by id: of people (former ones too) and things, and addresses of invitations. */
export type Names = ReadonlyMap<string, string>;

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const day = /^\d{4}-\d\d-\d\d$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Entries in words, in their order. A person's sign-ins from one address with nothing between them
 * are one entry.
 */
export function describeEntries(
  rows: readonly AuditRow[],
  names: Names,
  timeZone: string,
): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const row of rows) {
    const entry = describeEntry(row, names, timeZone);
    const before = entries.at(-1);
    const isAgain =
      row.action === "session.signed_in" &&
      before?.row.action === row.action &&
      before.who === entry.who &&
      JSON.stringify(before.changes) === JSON.stringify(entry.changes);
    if (isAgain) {
      before.times += 1;
      before.since = row.created_at;
    } else entries.push(entry);
  }
  return entries;
}

/** An entry in words. Entries without a person are Ringbook's own, or of someone not signed in. */
export function describeEntry(row: AuditRow, names: Names, timeZone: string): AuditEntry {
  const detail = readDetail(row.detail);
  const person = (row.subject && names.get(row.subject)) ?? "";
  const whom = person || (row.subject ? "someone" : "");
  const self = row.actor_id !== null && row.actor_id === row.subject;
  const unsigned = /^(session|password)\./.test(row.action);
  const nobody = unsigned ? whom || "Someone" : "Ringbook";
  const who = row.actor_id ? (names.get(row.actor_id) ?? "Someone who left") : nobody;
  const named = row.action.startsWith("invitation.") ? person : whom;
  const thing = thingOf(row.action, row.subject, detail);
  const about = (thing && names.get(thing)) ?? "";
  const what = whatWasDone(row.action, { detail, whom: named, about, self });
  const call = textOf(detail, "call_id") ?? textOf(detail, "call");
  const callId = call && uuid.test(call) ? call : undefined;
  const lines = detailLines(detail, (value) => show(value, names, timeZone));
  // The sentence already says these.
  const sentence = `${who} ${what}`;
  const inSentence = ({ from, to }: DetailLine) =>
    to !== "changed" && sentence.includes(from === undefined ? to : `“${from}” to “${to}”`);
  const changes = lines.filter((one) => !inSentence(one));
  return { row, who, what, changes, callId, times: 1, since: row.created_at };
}

function show(value: unknown, names: Names, timeZone: string): string | undefined {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.length > 0 ? value.join(", ") : "nothing";
  if (typeof value !== "string") return JSON.stringify(value);
  if (instant.test(value)) return formatExact(value, timeZone);
  if (day.test(value)) return formatDay(value);
  return names.get(value) ?? (uuid.test(value) ? undefined : value);
}
