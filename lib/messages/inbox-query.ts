import { z } from "zod";
import { optional } from "@/lib/call-log/schema";
import { isStorable } from "@/lib/core/text";

/** What the inbox is narrowed to, from the address. */
export const InboxQuery = z.object({
  show: z.enum(["mine", "unassigned", "all"]).catch("all"),
  closed: optional(z.literal("1")).transform(Boolean),
  q: z.string().trim().max(100).refine(isStorable).catch(""),
});
export type InboxQuery = z.output<typeof InboxQuery>;

/** The address of the inbox, or of one of its threads, with what it is narrowed to. */
export function inboxAddress(
  { show, closed, q }: InboxQuery,
  { thread, before }: { thread?: string; before?: string } = {},
): string {
  const query = new URLSearchParams();
  if (show !== "all") query.set("show", show);
  if (closed) query.set("closed", "1");
  if (q) query.set("q", q);
  if (before) query.set("before", before);
  const path = thread ? `/messages/${thread}` : "/messages";
  return query.size > 0 ? `${path}?${query}` : path;
}

/** The address of a message in its thread, with what the inbox is narrowed to. */
export function foundAddress(thread: string, message: string, query?: InboxQuery): string {
  const inbox = inboxAddress(query ?? { show: "all", closed: false, q: "" }, { thread });
  return `${inbox}${inbox.includes("?") ? "&" : "?"}found=${message}#message-${message}`;
}

/** To whom a new message is: a contact, a number (E.164), or both. */
export const NewMessageQuery = z.object({
  contact: optional(z.uuid()),
  to: optional(z.string().trim().max(40)),
});
