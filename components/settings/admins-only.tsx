import { ShieldCheck } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { Member } from "@/lib/auth/member";
import { askAnAdmin } from "@/lib/team/admins";

/** What someone sees who may not change these settings, or see what `title` says: who can. */
export async function AdminsOnly({
  member,
  title = "Only admins can change this",
}: {
  member: Member;
  title?: string;
}) {
  return (
    <Card flush>
      <EmptyState icon={<ShieldCheck />} title={title}>
        {await askAnAdmin(member)}
      </EmptyState>
    </Card>
  );
}
