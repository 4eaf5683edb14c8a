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

/** What follows an outcome, in a few words; null when nothing does. */
export function followUpSentence(followUp: string, minutes: number | null): string | null {
  if (followUp !== "task" && followUp !== "call_again") return null;
  const { delay, unit } = delayOf(minutes ?? 0);
  const what = followUp === "task" ? "Task" : "Call back";
  if (delay === 0) return `${what} right away`;
  return `${what} in ${delay} ${delay === 1 ? unit.slice(0, -1) : unit}`;
}
