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

export const metadata: Metadata = { title: "Call audit" };

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
        title="All the time"
        description="Twilio's list of calls is compared with your call log by itself, every minute or so. A call that nobody told of is added and marked."
      >
        <AuditState state={state} timeZone={tenant.time_zone} />
      </Card>
      <Card
        title="Compare some days"
        description="Looks for calls that are missing on either side, and for differences in status, duration and price. At most 31 days."
      >
        <AuditForm today={dayOf(new Date(), tenant.time_zone)} />
      </Card>
      {reports.length > 0 && (
        <Card title="Comparisons" flush>
          <div className="border-t border-line">
            <ReportList reports={reports} timeZone={tenant.time_zone} />
          </div>
        </Card>
      )}
    </div>
  );
}
