"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { FieldError, memberAction } from "@/lib/auth/action";
import { TypedCode } from "@/lib/phones/schema";
import { callWithCode, tryCode } from "@/lib/phones/verify";

/** Rings the person's own phone with a code. */
export const callMe = memberAction(z.object({}), async (_, member) => {
  await callWithCode(member, new Date()).finally(() => revalidatePath("/", "layout"));
  return undefined;
});

/** Verifies the code they heard. */
export const verifyPhone = memberAction(TypedCode, async ({ code }, member) => {
  const tried = await tryCode(member, code, new Date());
  revalidatePath("/", "layout");
  switch (tried.answer) {
    case "verified":
      return { message: "Your phone is verified. You can make and get calls." };
    case "wrong":
      throw new FieldError("code", "Wrong code.");
    case "expired":
      throw new FieldError("code", "This code has expired. Get a new one.");
    case "no_code":
      throw new FieldError("code", "This code no longer works. Get a new one.");
  }
});
