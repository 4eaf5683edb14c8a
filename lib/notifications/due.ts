import "server-only";
import type { Turn } from "@/lib/core/job";
import { notifyOfDueTasks } from "@/lib/notifications/machine";

const atOnce = 200;

/** Notifies the owners of tasks whose reminder or time has come. */
export async function notifyDueTasks(now: Date, turn: Turn): Promise<{ due_tasks: number }> {
  let due_tasks = 0;
  let last: number;
  do {
    last = await notifyOfDueTasks(now, atOnce);
    due_tasks += last;
  } while (last === atOnce && !turn.over);
  return { due_tasks };
}
