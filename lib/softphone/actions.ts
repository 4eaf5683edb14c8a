"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { CallDevices } from "@/lib/softphone/schema";
import { saveDevices } from "@/lib/softphone/store";

/** What one is rung on, and what the phone icon calls with. */
export const saveCallDevices = memberAction(CallDevices, async (devices, member) => {
  await saveDevices(member, devices);
  revalidatePath("/", "layout");
  return { message: "Saved.", saved: true };
});
