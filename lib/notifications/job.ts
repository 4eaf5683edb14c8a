import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { notifyDueTasks } from "@/lib/notifications/due";
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
