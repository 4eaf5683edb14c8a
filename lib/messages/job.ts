import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { mediaKey } from "@/lib/files/key";
import { removeFile } from "@/lib/files/storage";
import { replyTo, textBack } from "@/lib/messages/auto/reply";
import { checkMessages } from "@/lib/messages/check";
import { compareMessages } from "@/lib/messages/compare";
import { enqueueMessageComparisons } from "@/lib/messages/compare-machine";
import { fetchWaitingMedia } from "@/lib/messages/fetch-media";
import { forgetMedia } from "@/lib/messages/machine";
import { sendScheduled } from "@/lib/messages/scheduled";

/** Asks Twilio about messages whose status or price has not come. */
export const checkMessagesJob = defineJob({
  name: "messages.check",
  title: "Ask Twilio about sent messages",
  everySeconds: 30,
  maxAttempts: 1,
  payload: z.object({}),
  run: (_, turn) => checkMessages(turn),
});

/** Adds a job for each account whose received texts are to be compared. */
export const findMessageAccountsJob = defineJob({
  name: "messages.find_accounts",
  title: "Find accounts to compare texts with Twilio",
  everySeconds: 60,
  maxAttempts: 1,
  payload: z.object({}),
  run: async () => {
    await enqueueMessageComparisons(new Date());
    return {};
  },
});

/** Compares one account's received texts with Twilio's list. */
export const compareMessagesJob = defineJob({
  name: "messages.compare",
  title: "Compare texts with Twilio",
  maxAttempts: 5,
  expireSeconds: 600,
  payload: z.object({ tenant_id: z.uuid() }),
  run: ({ tenant_id }) => compareMessages(tenant_id, new Date()),
});

/** Sends a message when its time has come. */
export const sendScheduledJob = defineJob({
  name: "messages.send_scheduled",
  title: "Send a scheduled message",
  maxAttempts: 8,
  payload: z.object({ tenant_id: z.uuid(), id: z.uuid() }),
  run: ({ tenant_id, id }) => sendScheduled(tenant_id, id, new Date()),
});

/** Fetches pictures and files that came in from Twilio, and stores them. */
export const fetchMediaJob = defineJob({
  name: "messages.fetch_media",
  title: "Fetch a message's pictures",
  maxAttempts: 10,
  payload: z.object({ tenant_id: z.uuid(), id: z.uuid() }),
  run: ({ tenant_id, id }) => fetchWaitingMedia(tenant_id, id),
});

/** Answers a text automatically, where a rule says so. */
export const replyJob = defineJob({
  name: "messages.reply",
  title: "Answer a text automatically",
  maxAttempts: 5,
  payload: z.object({ tenant_id: z.uuid(), id: z.uuid() }),
  run: ({ tenant_id, id }) => replyTo(tenant_id, id, new Date()),
});

/** Texts a caller who was missed, where a rule says so. */
export const textBackJob = defineJob({
  name: "messages.text_back",
  title: "Text a missed caller",
  maxAttempts: 5,
  payload: z.object({ tenant_id: z.uuid(), id: z.uuid() }),
  run: ({ tenant_id, id }) => textBack(tenant_id, id, new Date()),
});

/** Deletes uploads that nobody has sent. */
export const forgetMediaJob = defineJob({
  name: "messages.forget_media",
  title: "Delete files that were never sent",
  everySeconds: 24 * 60 * 60,
  maxAttempts: 3,
  payload: z.object({}),
  run: async () => ({ forgotten_media: await forgetMedia(new Date()) }),
});

/** Removes the bytes of a file whose row is gone. */
export const removeMediaJob = defineJob({
  name: "messages.remove_media",
  title: "Remove a deleted file",
  maxAttempts: 12,
  payload: z.object({ tenant_id: z.uuid(), id: z.uuid() }),
  run: async ({ tenant_id, id }) => {
    await removeFile(mediaKey(tenant_id, id));
    return { removed: 1 };
  },
});
