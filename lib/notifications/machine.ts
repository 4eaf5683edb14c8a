import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";
import { DailyMail } from "@/lib/notifications/daily-mail";

/** It reads what is in each mail. */
const claimTimeoutMs = 10_000;
const deleteTimeoutMs = 20_000;

/** Notifies the owners of tasks whose time has come, of at most `howMany`; gives of how many. */
export async function notifyOfDueTasks(now: Date, howMany: number): Promise<number> {
  return z
    .number()
    .parse(
      await callMachine(
        (sql) => sql`select machine.notify_due_tasks(${now.toISOString()}, ${howMany}) as result`,
      ),
    );
}

/** Deletes old notifications, at most `howMany` (machine.delete_old_notifications); how many. */
export async function deleteOldNotifications(now: Date, howMany: number): Promise<number> {
  const deleted = await callMachine(
    (sql) =>
      sql`select machine.delete_old_notifications(${now.toISOString()}, ${howMany}) as result`,
    deleteTimeoutMs,
  );
  return z.number().parse(deleted);
}

/** Daily mails whose time has come, at most `howMany`; each counts as sent from here on. */
export async function claimDailyMails(now: Date, howMany: number): Promise<DailyMail[]> {
  return z
    .array(DailyMail)
    .parse(
      await callMachine(
        (sql) => sql`select machine.claim_daily_mails(${now.toISOString()}, ${howMany}) as result`,
        claimTimeoutMs,
      ),
    );
}

/** A claimed mail that certainly did not go out is claimed again by the next run. */
export async function returnDailyMail({ tenant_id, user_id, day }: DailyMail): Promise<void> {
  await callMachine(
    (sql) => sql`select machine.return_daily_mail(${tenant_id}, ${user_id}, ${day}) as result`,
  );
}
