"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { saveTenantForm } from "@/lib/company/save";
import { beginCallerId, checkCallerId, removeCallerId } from "@/lib/numbers/caller-ids";
import { EditNumber } from "@/lib/numbers/schema";

const page = "/settings/numbers";
const admins = { role: "admin" } as const;

const NewCallerId = z.object({
  number: z.string({ error: "Enter a number." }).trim().min(1, "Enter a number.").max(40),
  name: EditNumber.shape.name,
});
const OneCallerId = z.object({ id: z.uuid() });

/** Has Twilio call a number with a code, so that calls may show it. */
export const verifyCallerId = memberAction(
  NewCallerId,
  async (typed, member) => {
    const message = await beginCallerId(member, typed);
    revalidatePath("/", "layout");
    return { message };
  },
  admins,
);

/** The code was typed: asks Twilio. */
export const confirmCallerId = memberAction(
  OneCallerId,
  async ({ id }, member) => {
    await checkCallerId(member, id);
    revalidatePath("/", "layout");
    return { message: "Verified: calls can show it." };
  },
  admins,
);

export const deleteCallerId = memberAction(
  OneCallerId,
  async ({ id }, member) => {
    await removeCallerId(member, id);
    revalidatePath("/", "layout");
    return {};
  },
  admins,
);

/** Whether calls show the company's number with the customer's area code. */
export const saveLocalPresence = memberAction(
  z.object({ local_presence: z.stringbool().optional().default(false) }),
  async (setting, member, form) => {
    await saveTenantForm(member, setting, form);
    revalidatePath(page);
    return { message: "Saved. Applies from the next call.", saved: true };
  },
  admins,
);
