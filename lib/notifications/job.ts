import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { notifyDueTasks } from "@/lib/notifications/due";
import { sendDailyMails } from "@/lib/notifications/send-daily-mails";

/** Notifies people of their tasks that are due. */
export const notifyDueTasksJob = defineJob({
  name: "tasks.notify",
  title: "Notify of due tasks",
  everySeconds: 30,
  maxAttempts: 1,
  payload: z.object({}),
  run: (_, turn) => notifyDueTasks(new Date(), turn),
});

/** Sends the daily mails whose time has come. */
export const sendDailyMailsJob = defineJob({
  name: "daily-mails.send",
  title: "Send daily mails",
  everySeconds: 30,
  maxAttempts: 1,
  payload: z.object({}),
  run: (_, turn) => sendDailyMails(new Date(), turn),
});
