import { z } from "zod";
import { again, defineJob } from "@/lib/core/job";
import { notifyDueTasks } from "@/lib/notifications/due";
import { deleteOldNotifications } from "@/lib/notifications/machine";
import { sendDailyMails } from "@/lib/notifications/send-daily-mails";

/** Notifies of tasks that are due. */
export const notifyDueTasksJob = defineJob({
  name: "notifications.tasks_due",
  title: "Notify of tasks that are due",
  everySeconds: 30,
  maxAttempts: 1,
  payload: z.object({}),
  run: (_, turn) => notifyDueTasks(new Date(), turn),
});

/** Sends the daily mails whose time has come. */
export const sendDailyMailsJob = defineJob({
  name: "notifications.daily_mails",
  title: "Send daily mails",
  everySeconds: 60,
  maxAttempts: 1,
  payload: z.object({}),
  run: (_, turn) => sendDailyMails(new Date(), turn),
});

const deletedAtOnce = 1_000;

/** Deletes notifications 90 days after they came; those that nobody has read, after a year. */
export const deleteOldNotificationsJob = defineJob({
  name: "notifications.delete_old",
  title: "Delete old notifications",
  everySeconds: 24 * 60 * 60,
  maxAttempts: 3,
  payload: z.object({}),
  run: async (_, turn) => {
    let deleted_notifications = 0;
    for (let last = deletedAtOnce; last === deletedAtOnce; deleted_notifications += last) {
      if (turn.over) return again({ deleted_notifications });
      last = await deleteOldNotifications(new Date(), deletedAtOnce);
    }
    return { deleted_notifications };
  },
});
