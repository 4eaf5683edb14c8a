/** As dispositions.follow_up is checked (supabase/schemas/dispositions/dispositions.sql). */
export const followUps = ["none", "task", "call_again"] as const;
export type FollowUp = (typeof followUps)[number];

export const followUpNames: Record<FollowUp, string> = {
  none: "Nothing",
  task: "A task",
  call_again: "A call back",
};

/** Minutes in the largest unit that they are a whole number of. */
export function delayOf(minutes: number): { delay: number; unit: "minutes" | "hours" | "days" } {
  if (minutes > 0 && minutes % 1440 === 0) return { delay: minutes / 1440, unit: "days" };
  if (minutes > 0 && minutes % 60 === 0) return { delay: minutes / 60, unit: "hours" };
  return { delay: minutes, unit: "minutes" };
}

type Follows = {
  follow_up: string;
  follow_up_minutes: number | null;
  /** To which the contact is moved. */
  contact_stages: { name: string; archived_at: string | null } | null;
};

/** What follows an outcome, in a few words; null when nothing does. */
export function followUpSentence(outcome: Follows): string | null {
  const { contact_stages: stage } = outcome;
  const moves = stage && stage.archived_at === null ? `stage “${stage.name}”` : null;
  const task = taskSentence(outcome);
  if (task === null) return moves && `Moves the contact to ${moves}`;
  return moves ? `${task}, ${moves}` : task;
}

function taskSentence({ follow_up, follow_up_minutes }: Follows): string | null {
  if (follow_up !== "task" && follow_up !== "call_again") return null;
  const { delay, unit } = delayOf(follow_up_minutes ?? 0);
  const what = follow_up === "task" ? "Task" : "Call back";
  if (delay === 0) return `${what} right away`;
  return `${what} in ${delay} ${delay === 1 ? unit.slice(0, -1) : unit}`;
}
