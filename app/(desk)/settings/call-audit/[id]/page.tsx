import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { FindingTable } from "@/components/reconcile/finding-table";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { DownloadLink } from "@/components/ui/download-link";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { atLeast, requireMember } from "@/lib/auth/member";
import { formatWhen } from "@/lib/core/time";
import { getReport } from "@/lib/reconcile/store";
import { daysWords, resultSentences, resultWords } from "@/lib/reconcile/words";

export const metadata: Metadata = { title: "Twilio reconciliation" };

export default async function ReportPage({ params }: { params: Promise<{ id: string }> }) {
  const member = await requireMember();
  if (!atLeast(member, "admin"))
    return <AdminsOnly member={member} title="Only admins can compare calls with Twilio" />;
  const { db, tenant } = member;
  const { id } = await params;
  const report = z.uuid().safeParse(id).success ? await getReport(db, tenant.id, id) : null;
  if (!report) notFound();
  const { counts, findings } = report;
  const run = [formatWhen(report.asked_at, tenant.time_zone), report.profiles?.name];
  return (
    <div className="flex flex-col gap-6">
      <Card
        title={daysWords(report)}
        description={`Compared with Twilio's list · ${run.filter(Boolean).join(" · ")}`}
        actions={<DownloadLink href={`/api/call-audit/${id}`}>Export as CSV</DownloadLink>}
      >
        <Notice tone={counts.left > 0 ? "warn" : "ok"} title={resultWords(counts)}>
          {resultSentences(counts, tenant.time_zone).join(" ")}
        </Notice>
      </Card>
      {findings.length > 0 && (
        <Card title="Differences" flush>
          <div className="border-t border-line">
            <FindingTable findings={findings} tenant={tenant} />
          </div>
        </Card>
      )}
      <p className="text-sm">
        <TextLink href="/settings/call-audit">Check other days</TextLink>
      </p>
    </div>
  );
}
