import { z } from "zod";
import { kindNames } from "@/lib/notifications/kinds";

/** The address of the page. */
export const NotificationsQuery = z.object({
  unread: z.literal("1").optional().catch(undefined).transform(Boolean),
});
export type NotificationsQuery = z.output<typeof NotificationsQuery>;

export function notificationsAddress({ unread }: NotificationsQuery, before?: string): string {
  const query = new URLSearchParams();
  if (unread) query.set("unread", "1");
  if (before) query.set("before", before);
  return query.size > 0 ? `/notifications?${query}` : "/notifications";
}

export const ReadSome = z.object({ ids: z.array(z.uuid()).min(1).max(100) });

/** Until the newest that was seen: what has come since stays unread. */
export const ReadAll = z.object({ until: z.iso.datetime({ offset: true }) });

const isOn = z.stringbool().optional().default(false);
const switches = (channel: string) =>
  Object.fromEntries(kindNames.map((kind) => [`${channel}_${kind}`, isOn]));

/** A switch of each kind and channel, as the form has them; `mail_at` is "" for no mail. */
export const SaveSettings = z
  .object({
    mail_at: z
      .string()
      .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, { error: "Enter a time" })
      .transform((time) => time || null),
    ...switches("browser"),
    ...switches("mail"),
  })
  .transform((form: Record<string, unknown>) => {
    const off = (channel: string) => kindNames.filter((kind) => !form[`${channel}_${kind}`]);
    const mail_at = typeof form.mail_at === "string" ? form.mail_at : null;
    return { mail_at, browser_off: off("browser"), mail_off: off("mail") };
  });
