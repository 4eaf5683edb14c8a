"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { finishRelease, keepNumber } from "@/lib/numbers/stale";

const admins = { role: "admin" } as const;
const OneNumber = z.object({ number: z.string().regex(/^\+[1-9]\d{6,14}$/) });

export const finishStaleRelease = memberAction(
  OneNumber,
  async ({ number }, member) => {
    await finishRelease(member, number);
    revalidatePath("/", "layout");
    return {};
  },
  admins,
);

export const keepStaleNumber = memberAction(
  OneNumber,
  async ({ number }, member) => {
    await keepNumber(member, number);
    revalidatePath("/", "layout");
    return {};
  },
  admins,
);
