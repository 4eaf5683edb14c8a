"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import { takeCaller } from "@/lib/queue/machine";
import { TakeCaller } from "@/lib/queue/schema";
import { serveTenant } from "@/lib/queue/serve";

const refusals = {
  not_waiting: "This caller doesn't wait any more.",
  no_phone: "Verify your phone in Settings → Profile first: it is rung for the caller.",
  on_call: "You are on a call.",
} as const;

/** Rings the person's own phone and connects them with this caller, wherever they stand in line. */
export const takeFromQueue = memberAction(
  TakeCaller,
  async ({ call_id }, { tenant, user_id }) => {
    const refused = await takeCaller(tenant.id, user_id, call_id);
    if (refused) throw new AppError("conflict", refused, refusals[refused]);
    await serveTenant(tenant.id, new Date());
    revalidatePath("/queue");
    return { message: "Your phone rings in a moment." };
  },
  { role: "manager" },
);
