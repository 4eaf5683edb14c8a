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

/** Takes the code they heard. */
export const verifyPhone = memberAction(TypedCode, async ({ code }, member) => {
  const tried = await tryCode(member, code, new Date());
  revalidatePath("/", "layout");
  switch (tried.answer) {
    case "proven":
      return { message: "Your phone is proven: you can call and be called." };
    case "wrong":
      throw new FieldError("code", "That is not the code.");
    case "expired":
      throw new FieldError("code", "This code has expired. Let us call you with a new one.");
    case "no_code":
      throw new FieldError("code", "There is no code to type any more. Let us call you again.");
  }
});
