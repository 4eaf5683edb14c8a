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

/**
 * The address of the inbox, or of one of its threads, with what it is narrowed to; `found` is a
 * message in the thread.
 */
export function inboxAddress(
  { show, closed, q }: InboxQuery,
  { thread, before, found }: { thread?: string; before?: string; found?: string } = {},
): string {
  const query = new URLSearchParams();
  if (show !== "all") query.set("show", show);
  if (closed) query.set("closed", "1");
  if (q) query.set("q", q);
  if (before) query.set("before", before);
  if (found) query.set("found", found);
  const path = thread ? `/messages/${thread}` : "/messages";
  const address = query.size > 0 ? `${path}?${query}` : path;
  return found ? `${address}#message-${found}` : address;
}

/** To whom a new message is: a contact, a number (E.164), or both. */
export const NewMessageQuery = z.object({
  contact: optional(z.uuid()),
  to: optional(z.string().trim().max(40)),
});
