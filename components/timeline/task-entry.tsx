import { CheckSquare } from "lucide-react";
import { TaskRow } from "@/components/tasks/task-row";
import { EntryHead } from "@/components/timeline/entry-head";
import type { Member } from "@/lib/auth/member";
import type { Task } from "@/lib/tasks/store";
import type { Around } from "@/lib/timeline/around";

export function TaskEntry({
  task,
  member,
  around,
}: {
  task: Task;
  member: Member;
  around: Around;
}) {
  const mine = task.created_by === member.user_id;
  const who = mine ? "You" : (around.people.get(task.created_by) ?? "Someone");
  return (
    <>
      <span className="direction bg-sunken text-muted">
        <CheckSquare aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <EntryHead at={task.created_at} timeZone={member.tenant.time_zone}>
          <span className="font-medium text-ink">{who}</span> added a task
        </EntryHead>
        <div className="mt-2 flex">
          <TaskRow task={task} member={member} now={around.now} hideContact />
        </div>
      </div>
    </>
  );
}
