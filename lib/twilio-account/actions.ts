"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { readEdit } from "@/lib/edits/schema";
import { connect } from "@/lib/twilio-account/connect";
import { twilioForm } from "@/lib/twilio-account/schema";
import { readTwilioAccount } from "@/lib/twilio-account/store";

/** "Test connection" and "Save" of the same form: both ask Twilio, only one saves. */
export const connectTwilio = memberAction(
  async ({ db, tenant }) =>
    twilioForm({ isSaved: (await readTwilioAccount(db, tenant.id)) !== null }),
  async (typed, member, form) => {
    const message = await connect(member, typed, readEdit(form));
    if (typed.intent === "test") return { message };
    revalidatePath("/settings", "layout");
    return { message, saved: true };
  },
  { role: "admin" },
);
