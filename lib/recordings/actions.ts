"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { deleteRecording } from "@/lib/recordings/retire";

export const removeRecording = memberAction(
  z.object({ id: z.uuid() }),
  async ({ id }, member) => {
    await deleteRecording(member, id, new Date());
    revalidatePath("/", "layout");
    return undefined;
  },
  { role: "admin" },
);
