"use server";

import { revalidatePath } from "next/cache";
import { FieldError, memberAction } from "@/lib/auth/action";
import { TypedCode, whichPhone } from "@/lib/phones/schema";
import { callWithCode, tryCode } from "@/lib/phones/verify";

/** Rings one of the person's own phones with a code. */
export const callMe = memberAction(whichPhone, async ({ number }, member) => {
  await callWithCode(member, new Date(), number).finally(() => revalidatePath("/", "layout"));
  return undefined;
});

/** Verifies the code they heard. */
export const verifyPhone = memberAction(TypedCode, async ({ code, number }, member) => {
  const tried = await tryCode(member, code, new Date(), number);
  revalidatePath("/", "layout");
  switch (tried.answer) {
    case "verified":
      return {
        message:
          number && number !== member.personal_phone
            ? "This phone is verified. Calls can ring it."
            : "Your phone is verified. You can make and get calls.",
      };
    case "wrong":
      throw new FieldError("code", "Wrong code.");
    case "expired":
      throw new FieldError("code", "This code has expired. Get a new one.");
    case "no_code":
      throw new FieldError("code", "This code no longer works. Get a new one.");
  }
});
