import { clsx } from "clsx";
import { Bell, Pencil, Repeat, UserRound } from "lucide-react";
import { CallContact } from "@/components/calls/call-contact";
import { RemoveTask } from "@/components/tasks/remove-task";
import { TaskCheck } from "@/components/tasks/task-check";
import { iconButtonClass } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import type { Member } from "@/lib/auth/member";
import { formatExact, formatWhen } from "@/lib/core/time";
import type { ListedNumber } from "@/lib/do-not-call/store";
import { isOverdue, mayChangeTask } from "@/lib/tasks/decide";
import type { Task } from "@/lib/tasks/store";
import { repeatName } from "@/lib/tasks/words";

/** A task with its box to tick, when it is due, whose it is and whom it is about. */
export function TaskRow({
  task,
  member,
  now,
  hideContact = false,
  listed,
}: {
  task: Task;
  member: Member;
  now: Date;
  hideContact?: boolean;
  /** The do-not-call list's entries, by number; without them the row has no phone icon. */
  listed?: Map<string, ListedNumber>;
}) {
  const { time_zone } = member.tenant;
  const done = task.done_at !== null;
  const mine = task.owner_id === member.user_id;
  const may = mayChangeTask(member, task);
  const repeat = repeatName(task.repeat);
  return (
    <div className="flex min-w-0 flex-1 items-start gap-1">
      {may && (
        <span className="-my-1.5 -ml-3 md:-my-1.5 md:-ml-1.5">
          <TaskCheck id={task.id} title={task.title} done={done} />
        </span>
      )}
      <div className="min-w-0 flex-1">
        <p
          className={clsx("break-words", done ? "text-muted line-through" : "font-medium text-ink")}
        >
          {task.title}
        </p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-[13px] text-muted [&_svg]:size-3.5">
          {task.due_at && (
            <time
              dateTime={task.due_at}
              title={formatExact(task.due_at, time_zone)}
              className={clsx("tabular-nums", isOverdue(task, now) && "text-danger-text")}
            >
              {formatWhen(task.due_at, time_zone, now)}
            </time>
          )}
          {!hideContact && task.contacts && (
            <Link
              href={`/contacts/${task.contacts.id}`}
              className="rounded-sm text-accent-text underline-offset-4 hover:underline"
            >
              {task.contacts.name}
            </Link>
          )}
          {!mine && (
            <span className="flex items-center gap-1">
              <UserRound aria-hidden />
              {task.owner ?? "Someone"}
            </span>
          )}
          {repeat && (
            <span className="flex items-center gap-1">
              <Repeat aria-hidden />
              {repeat}
            </span>
          )}
          {task.remind_at && !done && (
            <span className="flex items-center gap-1">
              <Bell aria-hidden />
              <span className="sr-only">Reminder </span>
              {formatWhen(task.remind_at, time_zone, now)}
            </span>
          )}
        </p>
      </div>
      {listed && task.contacts && !done && (
        <span className="-my-1.5 mr-1">
          <CallContact contact={task.contacts} listed={listed} member={member} />
        </span>
      )}
      {may && (
        <Link
          href={`/tasks/${task.id}${hideContact ? "?from=contact" : ""}`}
          prefetch={false}
          aria-label={`Edit ${task.title}`}
          title={`Edit ${task.title}`}
          className={clsx(iconButtonClass, "-my-1.5")}
        >
          <Pencil aria-hidden />
        </Link>
      )}
      {may && <RemoveTask id={task.id} title={task.title} />}
    </div>
  );
}
