import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { EditTaskForm } from "@/components/tasks/edit-task-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/member";
import { mayChangeTask } from "@/lib/tasks/decide";
import { formOfTask } from "@/lib/tasks/form";
import { findTask } from "@/lib/tasks/store";
import { listColleagues } from "@/lib/team/store";

export const metadata: Metadata = { title: "Edit task" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, unknown>>;
};

export default async function TaskPage({ params, searchParams }: Props) {
  const member = await requireMember();
  const { db, tenant } = member;
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const [task, people] = await Promise.all([
    findTask(db, tenant.id, id),
    listColleagues(db, tenant.id),
  ]);
  if (!task || !mayChangeTask(member, task)) notFound();
  const fromContact = (await searchParams).from === "contact" && task.contact_id;
  return (
    <div className="max-w-2xl">
      <PageHeader
        title="Edit task"
        description={task.contacts ? `About ${task.contacts.name}` : undefined}
      />
      <Card>
        <EditTaskForm
          id={task.id}
          task={formOfTask(task, tenant.time_zone)}
          people={people}
          contactId={fromContact || undefined}
        />
      </Card>
    </div>
  );
}
