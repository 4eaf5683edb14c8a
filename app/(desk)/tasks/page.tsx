import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { Live } from "@/components/live/live";
import { TaskForm } from "@/components/tasks/task-form";
import { TaskSection } from "@/components/tasks/task-section";
import { UndoDone } from "@/components/tasks/undo-done";
import { Card } from "@/components/ui/card";
import { FilterLinks } from "@/components/ui/filter-links";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/member";
import { sections, TasksQuery } from "@/lib/tasks/schema";
import { sectionNames } from "@/lib/tasks/words";
import { listColleagues } from "@/lib/team/store";

export const metadata: Metadata = { title: "Tasks" };

/** Those that are open, each with its first few. */
const open = sections.filter((section) => section !== "done");

export default async function TasksPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const { show, of, before, add } = TasksQuery.parse(await searchParams);
  const people = await listColleagues(member.db, member.tenant.id);
  const now = new Date();
  const address = (section?: string, whose: string = of) => {
    const query = new URLSearchParams({ ...(section && { show: section }), of: whose });
    return `/tasks?${query}`;
  };
  return (
    <>
      <Live on={[{ subject: "tasks" }]} />
      <UndoDone />
      <PageHeader title="Tasks" />
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <FilterLinks
          label="Whose tasks"
          links={[
            { href: address(show, "mine"), label: "Mine", current: of === "mine" },
            { href: address(show, "team"), label: "Team", current: of === "team" },
          ]}
        />
        <div className="max-w-full overflow-x-auto">
          <FilterLinks
            label="Which tasks"
            links={[
              { href: address(), label: "Open", current: !show },
              ...sections.map((section) => ({
                href: address(section),
                label: sectionNames[section],
                current: show === section,
              })),
            ]}
          />
        </div>
      </div>
      <Card className="mb-6">
        <TaskForm
          // Made again when somebody comes to add one: its first field takes the focus.
          key={add}
          id={randomUUID()}
          people={people}
          ownerId={member.user_id}
          focused={add !== undefined}
        />
      </Card>
      {(show ? [show] : open).map((section) => (
        <TaskSection
          key={section}
          section={section}
          member={member}
          whose={of}
          now={now}
          alone={show !== undefined}
          before={show && before}
          address={address(section)}
        />
      ))}
    </>
  );
}
