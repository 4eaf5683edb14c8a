"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { BlockingPolicy, blockNumberIn, Unblock } from "@/lib/blocking/schema";
import { addBlocked, closeMissedOf, removeBlocked, reopenMissedOf } from "@/lib/blocking/store";
import { saveTenantForm } from "@/lib/company/save";
import { formatPhone } from "@/lib/core/phone";

/** From now on the number's calls ring nobody. */
export const blockCaller = memberAction(
  ({ tenant }) => blockNumberIn(tenant.country_code),
  async ({ number, reason }, { db, tenant }) => {
    const added = await addBlocked(db, tenant.id, number, reason ?? null);
    await closeMissedOf(db, tenant.id, number);
    revalidatePath("/", "layout");
    const shown = formatPhone(number, tenant.country_code);
    return { message: added ? `${shown} is blocked.` : `${shown} was blocked already.` };
  },
);

export const unblockCaller = memberAction(
  Unblock,
  async ({ number, undo }, { db, tenant, user_id }) => {
    await removeBlocked(db, tenant.id, number);
    if (undo) await reopenMissedOf(db, tenant.id, user_id, number);
    revalidatePath("/", "layout");
    return { message: `${formatPhone(number, tenant.country_code)} can call you again.` };
  },
);

export const saveBlocking = memberAction(
  BlockingPolicy,
  async (policy, member, form) => {
    await saveTenantForm(member, policy, form);
    revalidatePath("/settings", "layout");
    return { message: "Saved. Applies from the next call.", saved: true };
  },
  { role: "admin" },
);
