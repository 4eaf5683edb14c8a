import "server-only";
import type { Member } from "@/lib/auth/member";
import { changeOrAdd } from "@/lib/db/supabase/change-or-add";

export type NotificationSettings = {
  /** Kinds that are not shown by the browser. */
  browser_off: string[];
  /** Kinds that are not in the daily mail. */
  mail_off: string[];
  /** HH:MM by a clock of the company's zone; null: no daily mail. */
  mail_at: string | null;
};

const usual: NotificationSettings = { browser_off: [], mail_off: [], mail_at: null };

export async function readSettings({ db, tenant, user_id }: Member): Promise<NotificationSettings> {
  const { data, error } = await db
    .from("notification_settings")
    .select("browser_off, mail_off, mail_at")
    .eq("tenant_id", tenant.id)
    .eq("user_id", user_id)
    .maybeSingle();
  if (error) throw new Error("How you are notified could not be read", { cause: error });
  return data ? { ...data, mail_at: data.mail_at?.slice(0, 5) ?? null } : usual;
}

export async function writeSettings(member: Member, settings: NotificationSettings): Promise<void> {
  const { db, tenant, user_id } = member;
  const mine = { tenant_id: tenant.id, user_id };
  const error = await changeOrAdd(
    () => db.from("notification_settings").update(settings).match(mine).select("user_id"),
    () => db.from("notification_settings").insert({ ...mine, ...settings }),
  );
  if (error) throw new Error("How you are notified could not be saved", { cause: error });
}
