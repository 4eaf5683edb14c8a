"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { ReadAll, SaveSettings } from "@/lib/notifications/schema";
import { writeSettings } from "@/lib/notifications/settings";
import { markRead } from "@/lib/notifications/store";

/** Until the newest that the person saw. */
export const readAll = memberAction(ReadAll, async ({ until }, { db, tenant, user_id }) => {
  await markRead(db, { tenantId: tenant.id, userId: user_id }, { until });
  revalidatePath("/", "layout");
  return {};
});

export const saveSettings = memberAction(SaveSettings, async (settings, member) => {
  await writeSettings(member, settings);
  revalidatePath("/settings/notifications");
  return { message: "Saved." };
});
