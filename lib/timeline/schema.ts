import { z } from "zod";

/** The filters of a timeline, in the order of their tabs, as people read them. */
export const kindNames = {
  calls: "Calls",
  messages: "Messages",
  notes: "Notes",
  tasks: "Tasks",
  bookings: "Bookings",
  changes: "Changes",
} as const;

const shown = z.enum(["calls", "messages", "notes", "tasks", "bookings", "changes"]);
export type Shown = z.infer<typeof shown>;

/** The address of a contact's page: what is shown, and where the page begins. */
export const TimelineQuery = z.object({
  show: shown.optional().catch(undefined),
  before: z.string().optional().catch(undefined),
});

/** The address of a contact's timeline. */
export const timelineAddress = (contactId: string, show?: string, before?: string) =>
  timelinePath(`/contacts/${contactId}`, show, before);

/** The address of a timeline on a page: what is shown, and where it begins. */
export function timelinePath(page: string, show?: string, before?: string): string {
  const query = new URLSearchParams();
  if (show) query.set("show", show);
  if (before) query.set("before", before);
  return query.size > 0 ? `${page}?${query}` : page;
}
