import { wallOf } from "@/lib/tasks/repeat";

/**
 * A task as its form shows it: `due` on a clock of the company's zone (YYYY-MM-DDTHH:mm), `remind`
 * in minutes before; "" for none.
 */
export type TaskForm = {
  title: string;
  due: string;
  remind: string;
  owner_id: string;
  repeat: string;
};

export function formOfTask(
  task: {
    title: string;
    due_at: string | null;
    remind_at: string | null;
    owner_id: string;
    repeat: string;
  },
  timeZone: string,
): TaskForm {
  const { title, due_at, remind_at, owner_id, repeat } = task;
  const before = due_at && remind_at && Date.parse(due_at) - Date.parse(remind_at);
  return {
    title,
    due: due_at ? wallOf(due_at, timeZone) : "",
    remind: typeof before === "number" ? String(Math.round(before / 60_000)) : "",
    owner_id,
    repeat,
  };
}
