"use server";

import { revalidatePath } from "next/cache";
import { FieldError, memberAction } from "@/lib/auth/action";
import { memberOf } from "@/lib/auth/member";
import { chosen } from "@/lib/availability/decide";
import { SetAvailability } from "@/lib/availability/schema";
import { saveAvailability } from "@/lib/availability/store";

/** Whether one takes calls; managers and admins may say it of colleagues. */
export const setAvailability = memberAction(
  SetAvailability,
  async ({ choice, until, user_id }, member) => {
    const { db, tenant } = member;
    const userId = user_id ?? member.user_id;
    if (userId !== member.user_id) memberOf({ kind: "member", member }, "manager");
    const availability = chosen(choice, until, new Date(), tenant.time_zone);
    if (!availability) {
      throw new FieldError("until", "Choose a time that is ahead, at most a year.");
    }
    await saveAvailability(db, tenant.id, userId, availability);
    revalidatePath("/", "layout");
    return undefined;
  },
);
