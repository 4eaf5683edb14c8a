import "server-only";
import type { Member } from "@/lib/auth/member";
import { csvLine, csvResponse } from "@/lib/core/csv";
import { formatExact } from "@/lib/core/time";
import { note } from "@/lib/db/machine/note";
import type { AuditReport } from "@/lib/reconcile/store";
import { kindNames } from "@/lib/reconcile/words";

const columns = [
  "Began (UTC)",
  "Began here",
  "What",
  "Fixed",
  "Direction",
  "Customer",
  "Here",
  "At Twilio",
  "Call",
  "Twilio CallSid",
];

/** A report as CSV: one line a finding. Noted in the audit log first. */
export async function exportReport(member: Member, report: AuditReport): Promise<Response> {
  const { tenant, user_id } = member;
  const { id, from_day, to_day } = report;
  await note(tenant.id, user_id, {
    action: "call_audit.exported",
    subject: id,
    detail: { from: from_day, to: to_day },
  });
  return csvResponse(`call-audit-${from_day}-to-${to_day}`, lines(report, tenant.time_zone));
}

async function* lines({ findings }: AuditReport, timeZone: string) {
  yield csvLine(columns);
  for (const one of findings) {
    yield csvLine([
      one.began_at,
      formatExact(one.began_at, timeZone),
      kindNames[one.kind],
      one.put_right ? "yes" : "no",
      one.direction,
      one.customer_number,
      one.here,
      one.at_twilio,
      one.call_id,
      one.call_sid,
    ]);
  }
}
