import "server-only";
import { notifyOfDueTasks } from "@/lib/notifications/machine";

const atOnce = 200;
/** It stops before the next run is due. */
const runMs = 25_000;

/** Notifies the owners of tasks whose reminder or time has come. */
export async function notifyDueTasks(now: Date): Promise<{ due_tasks: number }> {
  const until = Date.now() + runMs;
  let due_tasks = 0;
  let last: number;
  do {
    last = await notifyOfDueTasks(now, atOnce);
    due_tasks += last;
  } while (last === atOnce && Date.now() < until);
  return { due_tasks };
}
