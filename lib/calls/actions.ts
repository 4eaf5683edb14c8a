"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { chooseCallContact } from "@/lib/calls/candidates";

/** Gives a call to one of the contacts that have its number. */
export const chooseContact = memberAction(
  z.object({ call: z.uuid(), contact: z.uuid() }),
  async (chosen, { db }) => {
    await chooseCallContact(db, chosen);
    revalidatePath("/", "layout");
    return {};
  },
);
