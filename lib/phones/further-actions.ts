"use server";

import { revalidatePath } from "next/cache";
import { FieldError, memberAction } from "@/lib/auth/action";
import { formatPhone } from "@/lib/core/phone";
import {
  addFurther,
  changeFurther,
  listFurther,
  makeFirst,
  removeFurther,
} from "@/lib/phones/further";
import { ChangePhone, NewPhone, PhonePlace } from "@/lib/phones/schema";
import { readOwnPhone } from "@/lib/phones/typed";

/** Adds a second or third phone; calls ring it once it is verified. */
export const addPhone = memberAction(NewPhone, async ({ called, phone }, member) => {
  const number = await readOwnPhone(member, phone);
  const further = await listFurther(member);
  if (number === member.personal_phone || further.some((own) => own.phone === number)) {
    throw new FieldError("phone", "You have added this phone already.");
  }
  await addFurther(member, { name: called, phone: number });
  revalidatePath("/settings", "layout");
  const spoken = formatPhone(number, member.tenant.country_code);
  return { message: `Added. Verify ${spoken}, so that calls ring it.`, saved: true };
});

/** What a further phone is called, and whether calls ring it. */
export const changePhone = memberAction(ChangePhone, async ({ place, called, rings }, member) => {
  await changeFurther(member, place, { name: called, rings: rings === "on" });
  revalidatePath("/settings", "layout");
  return { message: "Saved.", saved: true };
});

export const removeFurtherPhone = memberAction(PhonePlace, async ({ place }, member) => {
  await removeFurther(member, place);
  revalidatePath("/settings", "layout");
  return { message: "Phone removed." };
});

export const makeFirstPhone = memberAction(PhonePlace, async ({ place }, member) => {
  await makeFirst(member, place);
  revalidatePath("/", "layout");
  return { message: "This is your first phone now." };
});
