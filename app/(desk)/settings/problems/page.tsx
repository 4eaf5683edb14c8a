import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { ProblemTable } from "@/components/calls/problem-table";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { atLeast, requireMember } from "@/lib/auth/member";
import { listProblems } from "@/lib/call-log/call";

export const metadata: Metadata = { title: "Failed webhooks" };

export default async function ProblemsPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const problems = await listProblems(member.db, member.tenant.id);
  if (problems.length === 0) {
    return (
      <Card flush>
        <EmptyState icon={<CircleCheck />} title="No failed webhooks">
          Webhooks we couldn't process appear here so you can retry them.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card
      title="Not processed yet"
      description="Twilio sent these signed webhooks, but they couldn't be applied to a call. Nothing is lost: retry them once the cause is fixed."
      flush
    >
      <ProblemTable problems={problems} timeZone={member.tenant.time_zone} />
    </Card>
  );
}
