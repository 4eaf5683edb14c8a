import { Hourglass } from "lucide-react";
import type { Metadata } from "next";
import { Live } from "@/components/live/live";
import { FreePeople } from "@/components/queue/free-people";
import { QueueCard } from "@/components/queue/queue-card";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { atLeast, requireMember } from "@/lib/auth/member";
import { queuesOf } from "@/lib/queue/board";
import { listQueue } from "@/lib/queue/store";
import { readPeopleToRing } from "@/lib/routing/simulate/people";

export const metadata: Metadata = { title: "Queue" };

export default async function QueuePage() {
  const member = await requireMember();
  if (!atLeast(member, "manager")) {
    return <AdminsOnly member={member} title="Only managers and admins can see who waits" />;
  }
  const { db, tenant } = member;
  const [rows, people] = await Promise.all([
    listQueue(db, tenant.id),
    readPeopleToRing(db, () => true),
  ]);
  const now = new Date();
  const queues = queuesOf(rows, now);
  return (
    <>
      <Live
        on={[{ subject: "queue_entries" }, { subject: "calls" }, { subject: "availability" }]}
      />
      <PageHeader title="Queue" description="Callers who wait, in the order they are answered." />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-5">
          {queues.map((queue) => (
            <QueueCard key={queue.key} queue={queue} people={people} member={member} now={now} />
          ))}
          {queues.length === 0 && (
            <Card flush>
              <EmptyState
                icon={<Hourglass />}
                title="Nobody is waiting"
                action={<LinkButton href="/settings/routing">Routes</LinkButton>}
              >
                Callers who wait in a route's queue appear here.
              </EmptyState>
            </Card>
          )}
        </div>
        <FreePeople people={people} />
      </div>
    </>
  );
}
