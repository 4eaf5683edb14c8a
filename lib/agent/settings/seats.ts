"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { saveTenantForm } from "@/lib/company/save";

const Seats = z.object({
  agent_talks_at_once: z.coerce
    .number({ error: "Enter a number of callers." })
    .int({ error: "Enter a whole number." })
    .min(1, { error: "At least 1." })
    .max(200, { error: "At most 200." }),
});

/** How many callers may talk with the company's voice agents at one time. */
export const saveSeats = memberAction(
  Seats,
  async (seats, member, form) => {
    await saveTenantForm(member, seats, form);
    revalidatePath("/settings/voice-agent");
    return { message: "Saved. Applies from the next call.", saved: true };
  },
  { role: "admin" },
);
