import { endLostRecordingJob } from "@/lib/agent/job";
import { mailCustomerJob, remindCustomerJob, textCustomerJob } from "@/lib/booking/job";
import { tendCallsJob } from "@/lib/call-control/job";
import type { Job } from "@/lib/core/job";
import { removeFileJob } from "@/lib/files/job";
import { forgetUploadsJob, importContactsJob } from "@/lib/imports/job";
import { bringNumbersJob } from "@/lib/livekit-account/job";
import {
  checkMessagesJob,
  compareMessagesJob,
  fetchMediaJob,
  findMessageAccountsJob,
  forgetMediaJob,
  removeMediaJob,
  replyJob,
  sendScheduledJob,
  textBackJob,
} from "@/lib/messages/job";
import {
  deleteOldNotificationsJob,
  notifyDueTasksJob,
  sendDailyMailsJob,
} from "@/lib/notifications/job";
import { settleVerificationsJob } from "@/lib/phones/job";
import { serveQueuesJob } from "@/lib/queue/job";
import { checkCallsJob, compareAccountJob, findAccountsJob } from "@/lib/reconcile/job";
import { retireRecordingsJob } from "@/lib/recordings/job";
import { sweepRoomsJob } from "@/lib/rooms/job";
import { endTestCallJob } from "@/lib/softphone/job";
import { transcribeRecordingJob } from "@/lib/transcription/job";
import { mailVoicemailJob } from "@/lib/voicemail/job";

/** Every job that there is: one line each. */
export const jobs: readonly Job[] = [
  checkCallsJob,
  serveQueuesJob,
  tendCallsJob,
  sweepRoomsJob,
  findAccountsJob,
  compareAccountJob,
  settleVerificationsJob,
  retireRecordingsJob,
  notifyDueTasksJob,
  sendDailyMailsJob,
  deleteOldNotificationsJob,
  importContactsJob,
  forgetUploadsJob,
  transcribeRecordingJob,
  mailVoicemailJob,
  removeFileJob,
  checkMessagesJob,
  findMessageAccountsJob,
  compareMessagesJob,
  sendScheduledJob,
  fetchMediaJob,
  replyJob,
  textBackJob,
  forgetMediaJob,
  removeMediaJob,
  endTestCallJob,
  textCustomerJob,
  mailCustomerJob,
  remindCustomerJob,
  bringNumbersJob,
  endLostRecordingJob,
];
