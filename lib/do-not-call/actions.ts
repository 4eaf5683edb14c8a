"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { formatPhone } from "@/lib/core/phone";
import { addNumberIn, pasteNumbersIn, TakeOff } from "@/lib/do-not-call/schema";
import { addNumbers, takeOffNumber } from "@/lib/do-not-call/store";
import { pastedSentence } from "@/lib/do-not-call/words";

const managers = { role: "manager" } as const;

export const addDoNotCall = memberAction(
  ({ tenant }) => addNumberIn(tenant.country_code),
  async ({ number, note }, { db, tenant }) => {
    const added = await addNumbers(db, tenant.id, [number], note ?? null);
    revalidatePath("/", "layout");
    const shown = formatPhone(number, tenant.country_code);
    return { message: added ? `${shown} added to the list.` : `${shown} is already on the list.` };
  },
  managers,
);

export const pasteDoNotCall = memberAction(
  ({ tenant }) => pasteNumbersIn(tenant.country_code),
  async ({ numbers: { numbers, unread }, note }, { db, tenant }) => {
    const added = await addNumbers(db, tenant.id, numbers, note ?? null);
    revalidatePath("/", "layout");
    return { message: pastedSentence(added, numbers.length - added, unread) };
  },
  managers,
);

export const takeOffDoNotCall = memberAction(
  TakeOff,
  async ({ number }, { db, tenant }) => {
    await takeOffNumber(db, tenant.id, number);
    revalidatePath("/", "layout");
    return { message: `${formatPhone(number, tenant.country_code)} can be called again.` };
  },
  managers,
);
