import { z } from "zod";
import { again, defineJob } from "@/lib/core/job";
import { forgetUploads } from "@/lib/imports/job-machine";
import { runImport } from "@/lib/imports/run";

/** Imports a file, or takes an import back: what machine.start_import and start_undo add. */
export const importContactsJob = defineJob({
  name: "contacts.import",
  title: "Import contacts",
  // With the time between attempts, more than half an hour.
  maxAttempts: 10,
  // A batch that times out is tried by halves, each for up to 20 seconds.
  expireSeconds: 300,
  payload: z.object({ tenant_id: z.uuid(), id: z.uuid() }),
  run: async (key, turn) => ((await runImport(key, turn)) ? again() : {}),
});

/** Deletes uploads that nobody went on with. */
export const forgetUploadsJob = defineJob({
  name: "imports.forget_uploads",
  title: "Delete uploads that were never imported",
  everySeconds: 24 * 60 * 60,
  maxAttempts: 3,
  payload: z.object({}),
  run: async () => ({ forgotten_uploads: await forgetUploads(new Date()) }),
});
