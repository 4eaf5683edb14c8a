"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { check, turnOff, turnOn } from "@/lib/twilio-account/browser-calls/turn";

const nothing = z.object({});

export const turnOnBrowserCalls = memberAction(
  nothing,
  async (_, member) => {
    const message = await turnOn(member);
    revalidatePath("/", "layout");
    return { message };
  },
  { role: "admin" },
);

export const checkBrowserCalls = memberAction(
  nothing,
  async (_, member) => ({ message: await check(member) }),
  { role: "admin" },
);

export const turnOffBrowserCalls = memberAction(
  nothing,
  async (_, member) => {
    const message = await turnOff(member);
    revalidatePath("/", "layout");
    return { message };
  },
  { role: "admin" },
);
