"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type Asked, endTalk, takeFromAgent } from "@/lib/agent/desk/machine";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";

const Talk = z.object({ session_id: z.uuid() });
const managers = { role: "manager" } as const;

const refusals: Record<Exclude<Asked, "asked">, string> = {
  already_asked: "Somebody has asked for this call already.",
  over: "This call with the voice agent is over.",
  forbidden: "Only managers and admins can do this.",
  no_phone: "Verify your phone in Settings → Profile first: it is rung for the caller.",
  on_call: "You're already on a call. Hang up first.",
};

function requireAsked(asked: Asked): void {
  revalidatePath("/agent");
  if (asked !== "asked") throw new AppError("conflict", asked, refusals[asked]);
}

/** Rings the person's own phone or browser and connects them with the caller. */
export const takeOver = memberAction(
  Talk,
  async ({ session_id }, { tenant, user_id }) => {
    requireAsked(await takeFromAgent(tenant.id, user_id, session_id));
    return { message: "Your phone rings in a moment." };
  },
  managers,
);

/** The agent says goodbye, and the call ends. */
export const endAgentCall = memberAction(
  Talk,
  async ({ session_id }, { tenant, user_id }) => {
    requireAsked(await endTalk(tenant.id, user_id, session_id));
    return undefined;
  },
  managers,
);
