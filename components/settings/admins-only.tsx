import { ShieldCheck } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { Member } from "@/lib/auth/member";
import { listColleagues } from "@/lib/team/store";

/** What someone sees who may not change these settings, or see what `title` says: who can. */
export async function AdminsOnly({
  member,
  title = "Only admins can change this",
}: {
  member: Member;
  title?: string;
}) {
  const colleagues = await listColleagues(member.db, member.tenant.id);
  const admins = colleagues.filter(({ role }) => role === "admin").map(({ name }) => name);
  return (
    <Card flush>
      <EmptyState icon={<ShieldCheck />} title={title}>
        {`Ask ${new Intl.ListFormat("en", { type: "disjunction" }).format(admins)}.`}
      </EmptyState>
    </Card>
  );
}
