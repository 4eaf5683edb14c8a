import { z } from "zod";
import { optional } from "@/lib/call-log/schema";

/** What the list is narrowed to, from the address. Without a mailbox: shared and one's own. */
export const VoicemailFilters = z.object({
  mailbox: optional(z.union([z.enum(["shared", "mine"]), z.uuid()])),
  unheard: optional(z.literal("1")).transform(Boolean),
});
export type VoicemailFilters = z.infer<typeof VoicemailFilters>;

/** The address of the list with these filters, from `before` on. */
export function voicemailAddress({ mailbox, unheard }: VoicemailFilters, before?: string): string {
  const query = new URLSearchParams();
  if (mailbox) query.set("mailbox", mailbox);
  if (unheard) query.set("unheard", "1");
  if (before) query.set("before", before);
  return query.size > 0 ? `/voicemail?${query}` : "/voicemail";
}

export const OneVoicemail = z.object({ id: z.uuid() });
export const MarkHeard = z.object({ id: z.uuid(), heard: z.stringbool() });

/** `mailbox` is the person's, or "" for the shared one. */
export const Assign = z.object({
  id: z.uuid(),
  mailbox: z.preprocess((value) => value || null, z.uuid().nullable()),
});
