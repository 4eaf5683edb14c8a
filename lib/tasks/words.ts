import type { Section } from "@/lib/tasks/schema";

export const sectionNames: Record<Section, string> = {
  overdue: "Overdue",
  today: "Today",
  upcoming: "Upcoming",
  none: "No date",
  done: "Done",
};

export const repeatNames = {
  none: "Doesn't repeat",
  daily: "Every day",
  weekly: "Every week",
  monthly: "Every month",
} as const;

/** Minutes before a task is due, and how a form offers them. */
export const reminders: [minutes: string, words: string][] = [
  ["", "No reminder"],
  ["0", "When it is due"],
  ["15", "15 minutes before"],
  ["60", "1 hour before"],
  ["1440", "1 day before"],
];

/** The name of a way to repeat, "" for none or one that is not known. */
export function repeatName(repeat: string): string {
  if (repeat === "daily" || repeat === "weekly" || repeat === "monthly") return repeatNames[repeat];
  return "";
}

/** A field of a task's form and a value of it, as people read them. */
export function describeTask(
  field: string,
  value: unknown,
  people: { user_id: string; name: string }[],
): { name: string; value: string } {
  const text = String(value ?? "");
  switch (field) {
    case "due":
      return { name: "when it is due", value: text.replace("T", " ") };
    case "remind":
      return {
        name: "the reminder",
        value: reminders.find(([each]) => each === text)?.[1] ?? text,
      };
    case "owner_id":
      return {
        name: "the owner",
        value: people.find(({ user_id }) => user_id === text)?.name ?? "someone",
      };
    case "repeat":
      return { name: "the repetition", value: repeatName(text) };
    default:
      return { name: "the task", value: text };
  }
}
