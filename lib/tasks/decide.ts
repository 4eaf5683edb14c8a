import type { Role } from "@/lib/auth/member";
import { addDays, dayOf, dayStart } from "@/lib/core/time";
import type { Section } from "@/lib/tasks/schema";

type Asking = { user_id: string; role: Role };

/** Owners, creators, managers and admins change a task (the policies decide). */
export function mayChangeTask(
  { user_id, role }: Asking,
  task: { owner_id: string; created_by: string },
): boolean {
  return role !== "rep" || task.owner_id === user_id || task.created_by === user_id;
}

/** From when on (included) until when a section's open tasks are due, as ISO; null for no limit. */
export function limitsOf(section: Section, now: Date, timeZone: string) {
  const tomorrow = dayStart(addDays(dayOf(now, timeZone), 1), timeZone);
  const moment = now.toISOString();
  switch (section) {
    case "overdue":
      return { from: null, until: moment };
    case "today":
      return { from: moment, until: tomorrow };
    case "upcoming":
      return { from: tomorrow, until: null };
    case "none":
    case "done":
      return { from: null, until: null };
  }
}

/** Whether an open task's time has passed. */
export function isOverdue(task: { due_at: string | null; done_at: string | null }, now: Date) {
  return task.done_at === null && task.due_at !== null && Date.parse(task.due_at) < now.getTime();
}
