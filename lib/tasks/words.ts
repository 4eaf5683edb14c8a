import type { Section } from "@/lib/tasks/schema";

export const sectionNames: Record<Section, string> = {
  overdue: "Overdue",
  today: "Today",
  upcoming: "Upcoming",
  none: "No date",
  done: "Done",
};

export const repeatNames = {
  none: "Does not repeat",
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
