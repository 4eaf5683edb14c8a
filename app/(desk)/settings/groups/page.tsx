import { Users } from "lucide-react";
import type { Metadata } from "next";
import { GroupDialog } from "@/components/groups/group-dialog";
import { GroupList } from "@/components/groups/group-list";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { atLeast, requireMember } from "@/lib/auth/member";
import { listGroups } from "@/lib/groups/store";
import { readGroupUse } from "@/lib/routing/edit/group-use";
import { listColleagues } from "@/lib/team/store";

export const metadata: Metadata = { title: "Groups" };

export default async function GroupsPage() {
  const member = await requireMember();
  if (!atLeast(member, "manager")) return <AdminsOnly member={member} />;
  const { db, tenant } = member;
  const [groups, uses, colleagues] = await Promise.all([
    listGroups(db, tenant.id),
    readGroupUse(db, tenant.id),
    listColleagues(db, tenant.id),
  ]);
  const people = colleagues.map(({ user_id, name }) => ({ user_id, name }));
  const edits = atLeast(member, "admin");
  return (
    <Card
      title="Groups"
      description="People whom routes ring together. Changes also reach callers already waiting."
      flush
      actions={edits && groups.length > 0 && <GroupDialog people={people} />}
    >
      {groups.length > 0 ? (
        <GroupList {...{ groups, people, uses, edits }} />
      ) : (
        <EmptyState
          icon={<Users />}
          title="No groups yet"
          {...(edits && { action: <GroupDialog people={people} /> })}
        >
          Put people together once, such as “Sales”, and ring them from any route.
        </EmptyState>
      )}
    </Card>
  );
}
