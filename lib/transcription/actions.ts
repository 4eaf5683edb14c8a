"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { env } from "@/lib/core/env";
import { adminsOnly } from "@/lib/core/errors";
import { readEdit } from "@/lib/edits/schema";
import { saveTranscription } from "@/lib/transcription/machine";
import { checkProvider, saveProvider } from "@/lib/transcription/save";
import { transcriptionForm } from "@/lib/transcription/schema";
import { readTranscription } from "@/lib/transcription/store";

/** "Check" and "Save" of the same form. */
export const saveTranscriptionSettings = memberAction(
  async ({ db, tenant }) =>
    transcriptionForm({
      isSaved: (await readTranscription(db, tenant.id)) !== null,
      standIn: env().TRANSCRIPTION_STAND_IN_URL,
    }),
  async (typed, member, form) => {
    if (typed.intent === "check") {
      await checkProvider(member, typed);
      return { message: "The provider accepts the key and the model." };
    }
    await saveProvider(member, typed, readEdit(form));
    revalidatePath("/settings", "layout");
    return { message: "Saved. Applies from the next recording.", saved: true };
  },
  { role: "admin" },
);

export const stopTranscription = memberAction(
  z.object({}),
  async (_, { tenant, user_id }) => {
    if ((await saveTranscription(tenant.id, user_id, null, new Date())) === "not_admin") {
      throw adminsOnly();
    }
    revalidatePath("/settings", "layout");
    return undefined;
  },
  { role: "admin" },
);
