import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { ProblemTable } from "@/components/calls/problem-table";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { atLeast, requireMember } from "@/lib/auth/member";
import { listProblems } from "@/lib/call-log/call";

export const metadata: Metadata = { title: "Problems" };

export default async function ProblemsPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const problems = await listProblems(member.db, member.tenant.id);
  if (problems.length === 0) {
    return (
      <Card flush>
        <EmptyState icon={<CircleCheck />} title="Everything Twilio told us is in your call log">
          A webhook that cannot be applied is kept here, and can be applied again.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card
      title="Not applied yet"
      description="Twilio told us these, signed, but they could not be applied to a call. Nothing is lost: apply them again once the cause is mended."
      flush
    >
      <ProblemTable problems={problems} timeZone={member.tenant.time_zone} />
    </Card>
  );
}
