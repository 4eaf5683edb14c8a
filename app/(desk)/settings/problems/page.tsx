import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { type Problem, ProblemTable } from "@/components/calls/problem-table";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { atLeast, type Member, requireMember } from "@/lib/auth/member";
import { listProblems } from "@/lib/call-log/call";
import { eventName } from "@/lib/call-log/words/event";
import { listMessageProblems } from "@/lib/messages/problems";
import { messageEventName } from "@/lib/messages/words/event";

export const metadata: Metadata = { title: "Failed webhooks" };

export default async function ProblemsPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const problems = await readProblems(member);
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
      description="Twilio sent these signed webhooks, but they couldn't be applied to a call or message. Nothing is lost: retry them once the cause is fixed."
      flush
    >
      <ProblemTable problems={problems} timeZone={member.tenant.time_zone} />
    </Card>
  );
}

/** Of calls and messages, the newest first. */
async function readProblems({ db, tenant }: Member): Promise<Problem[]> {
  const [calls, messages] = await Promise.all([
    listProblems(db, tenant.id),
    listMessageProblems(db, tenant.id),
  ]);
  const all: Problem[] = [
    ...calls.map((event) => ({
      ...{ id: event.id, of: "calls" as const, problem: event.problem },
      ...{ name: eventName(event), href: `/calls/${event.call_id}`, created_at: event.created_at },
    })),
    ...messages.map(({ id, problem, event_type, thread_id, created_at }) => ({
      ...{ id, of: "messages" as const, problem, created_at },
      ...{ name: messageEventName(event_type), href: thread_id && `/messages/${thread_id}` },
    })),
  ];
  return all.sort((one, other) => other.created_at.localeCompare(one.created_at));
}
