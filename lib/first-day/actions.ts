"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { saveDismissed } from "@/lib/first-day/store";

export const dismissChecklist = memberAction(z.object({}), async (_, member) => {
  await saveDismissed(member.db, member, new Date());
  revalidatePath("/", "layout");
  return undefined;
});
