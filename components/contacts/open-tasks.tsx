import { TaskRow } from "@/components/tasks/task-row";
import { Card } from "@/components/ui/card";
import type { Member } from "@/lib/auth/member";
import { openTasksOf } from "@/lib/tasks/list";

/** What is still to be done about a contact; nothing when there is nothing. */
export async function OpenTasks({ contactId, member }: { contactId: string; member: Member }) {
  const tasks = await openTasksOf(member.db, member.tenant.id, contactId);
  if (tasks.length === 0) return null;
  const now = new Date();
  return (
    <Card title="Open tasks">
      <ul aria-label="Open tasks" className="flex flex-col gap-3">
        {tasks.map((task) => (
          <li key={task.id} className="flex">
            <TaskRow task={task} member={member} now={now} hideContact />
          </li>
        ))}
      </ul>
    </Card>
  );
}
