"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import { runJobAgain } from "@/lib/jobs/failed";

/** Runs a dead job once more. */
export const runAgain = memberAction(
  z.object({ id: z.uuid() }),
  async ({ id }, { db }) => {
    const found = await runJobAgain(db, id);
    revalidatePath("/settings/failed-jobs");
    if (!found) throw new AppError("not_found", "job_not_found", "This job is no longer here.");
    return undefined;
  },
  { role: "admin" },
);
