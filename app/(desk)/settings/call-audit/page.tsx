import type { Metadata } from "next";
import { AuditForm } from "@/components/reconcile/audit-form";
import { AuditState } from "@/components/reconcile/audit-state";
import { ReportList } from "@/components/reconcile/report-list";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { atLeast, requireMember } from "@/lib/auth/member";
import { dayOf } from "@/lib/core/time";
import { auditState } from "@/lib/reconcile/machine/reports";
import { listReports } from "@/lib/reconcile/store";

export const metadata: Metadata = { title: "Twilio reconciliation" };

export default async function CallAuditPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin"))
    return <AdminsOnly member={member} title="Only admins can compare calls with Twilio" />;
  const { db, tenant, user_id } = member;
  const [state, reports] = await Promise.all([
    auditState(tenant.id, user_id),
    listReports(db, tenant.id),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Continuous check"
        description="Your call log is compared with Twilio's about every minute. Missing calls are added and marked “Found at Twilio”."
      >
        <AuditState state={state} timeZone={tenant.time_zone} />
      </Card>
      <Card
        title="Check a date range"
        description="Finds calls missing on either side, and differences in status, duration and price. Up to 31 days."
      >
        <AuditForm today={dayOf(new Date(), tenant.time_zone)} />
      </Card>
      {reports.length > 0 && (
        <Card title="Past checks" flush>
          <div className="border-t border-line">
            <ReportList reports={reports} timeZone={tenant.time_zone} />
          </div>
        </Card>
      )}
    </div>
  );
}
