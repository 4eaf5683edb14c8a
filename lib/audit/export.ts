import "server-only";
import { readDetail } from "@/lib/audit/detail";
import { describeEntry } from "@/lib/audit/entry";
import { type AuditFilters, readAuditCursor } from "@/lib/audit/schema";
import { listAudit, readThings } from "@/lib/audit/store";
import type { Member } from "@/lib/auth/member";
import { csvLine, csvResponse } from "@/lib/core/csv";
import { dayOf, formatExact } from "@/lib/core/time";
import { note } from "@/lib/db/machine/note";
import { listColleagues } from "@/lib/team/store";

const pageSize = 500;
const columns = ["Time (UTC)", "Time here", "Who", "Email", "What", "Action", "Subject", "Detail"];

/**
 * The whole log that fits the filters, newest first, streamed as CSV. Noted before the first line
 * is read.
 */
export async function exportAudit(member: Member, filters: AuditFilters): Promise<Response> {
  const { tenant, user_id, db } = member;
  const detail = Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
  await note(tenant.id, user_id, { action: "audit_log.exported", detail });
  const people = await listColleagues(db, tenant.id, { former: true });
  const today = dayOf(new Date(), tenant.time_zone);
  return csvResponse(`audit-log-${today}`, auditLines(member, filters, people));
}

async function* auditLines(
  { db, tenant }: Member,
  filters: AuditFilters,
  people: Awaited<ReturnType<typeof listColleagues>>,
) {
  const emails = new Map(people.map(({ user_id, email }) => [user_id, email]));
  const known = people.map(({ user_id, name }): [string, string] => [user_id, name]);
  yield csvLine(columns);
  let before: ReturnType<typeof readAuditCursor>;
  do {
    const { rows, next } = await listAudit(db, tenant, filters, { before, size: pageSize });
    const names = new Map([...known, ...(await readThings(db, tenant.id, rows))]);
    const lines = rows.map((row) => {
      const { who, what } = describeEntry(row, names, tenant.time_zone);
      const at = formatExact(row.created_at, tenant.time_zone);
      const email = emails.get(row.actor_id ?? "");
      const raw = JSON.stringify(readDetail(row.detail));
      return csvLine([row.created_at, at, who, email, what, row.action, row.subject, raw]);
    });
    if (lines.length > 0) yield lines.join("");
    before = readAuditCursor(next);
  } while (before);
}
