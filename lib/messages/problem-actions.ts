"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import { replayMessageEvent } from "@/lib/messages/problems";

/** Retries a stored event of messages; reports success or the remaining problem. */
export const replayMessage = memberAction(
  z.object({ id: z.coerce.number().int().positive() }),
  async ({ id }, member) => {
    const left = await replayMessageEvent(member, id);
    revalidatePath("/", "layout");
    if (left)
      throw new AppError("conflict", "still_a_problem", `It still can't be applied: ${left}`);
    return { message: "Applied." };
  },
  { role: "admin" },
);
