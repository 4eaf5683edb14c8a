"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { readEdit } from "@/lib/edits/schema";
import { editOutcome } from "@/lib/wrapups/edit";
import { saveWrapUpPrompt } from "@/lib/wrapups/prompt";

const ChoosePrompt = z.object({ wrap_up_prompt: z.stringbool().optional().default(false) });

/** Whether the bar asks the person what came of each call. */
export const choosePrompt = memberAction(ChoosePrompt, async ({ wrap_up_prompt }, member) => {
  await saveWrapUpPrompt(member, wrap_up_prompt);
  revalidatePath("/", "layout");
  return { message: "Saved." };
});

const given = (value: unknown) => (value === "" ? null : value);
const SetOutcome = z.object({
  call_id: z.uuid(),
  disposition_id: z.preprocess(given, z.uuid().nullable()),
});

/** The outcome of a call, on its page: by the person on it, a manager or an admin. */
export const setOutcome = memberAction(SetOutcome, async (typed, member, form) => {
  await editOutcome(member, typed.call_id, typed.disposition_id, readEdit(form));
  revalidatePath("/", "layout");
  return { message: "Saved.", saved: true };
});
