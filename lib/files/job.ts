import { z } from "zod";
import { defineJob } from "@/lib/core/job";
import { audioKey } from "@/lib/files/key";
import { removeFile } from "@/lib/files/storage";

/** Removes the bytes of an audio file whose row is gone. */
export const removeFileJob = defineJob({
  name: "files.remove",
  title: "Remove a deleted audio file",
  maxAttempts: 12,
  payload: z.object({ tenant_id: z.uuid(), id: z.uuid() }),
  run: async ({ tenant_id, id }) => {
    await removeFile(audioKey(tenant_id, id));
    return { removed: 1 };
  },
});
