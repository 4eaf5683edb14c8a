"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { throwAuth } from "@/lib/account/open-action";
import { ChangePassword, Rename, TypedPhone } from "@/lib/account/schema";
import { checkPassword, removeMyPhone, renameMe, saveMyPhone } from "@/lib/account/store";
import { countTry } from "@/lib/attempts/limited";
import { FieldError, memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/errors";
import { note } from "@/lib/machine/audit";
import { readPhoneNumber } from "@/lib/numbers/store";
import { formatPhone, toE164 } from "@/lib/phone";
import { tokenDb } from "@/lib/supabase/server";

export const rename = memberAction(Rename, async ({ name }, member) => {
  await renameMe(member.db, member, name);
  revalidatePath("/", "layout");
  return { message: "Saved." };
});

export const changePassword = memberAction(ChangePassword, async (input, member) => {
  const { data } = await member.db.auth.getSession();
  if (!data.session) throw new AppError("unauthenticated", "unauthenticated", "Please sign in.");
  const { tenant, user_id } = member;
  const noted = (action: string) => note(tenant.id, user_id, { action, subject: user_id });
  const tried = await countTry("password", { person: user_id });
  const apart = tokenDb(data.session.access_token);
  const known = await checkPassword(apart, member.email, input.current);
  if (known === "wrong") {
    await noted("password.refused");
    throw new FieldError("current", "This is not your current password.");
  }
  await tried.forgive();
  const { error } = await member.db.auth.updateUser({
    password: input.password,
    current_password: input.current,
  });
  if (error) throwAuth(error);
  await noted("password.changed");
  // Whoever knew the old password is out.
  await member.db.auth.signOut({ scope: "others" });
  return { message: "Your password is changed." };
});

export const savePhone = memberAction(TypedPhone, async ({ phone }, member) => {
  const country = member.tenant.country_code;
  const number = toE164(phone, country);
  if (!number) {
    throw new FieldError(
      "phone",
      "No phone can have this number. For a phone abroad, start with + and the country's code.",
    );
  }
  const company = await readPhoneNumber(member.db, member.tenant.id);
  if (company?.number === number) {
    throw new FieldError("phone", "This is the company's own number: calls would ring themselves.");
  }
  await saveMyPhone(member.db, member, number);
  revalidatePath("/settings", "layout");
  const spoken = formatPhone(number, country);
  return number === member.personal_phone && member.phone_proven
    ? { message: `Your calls ring at ${spoken}.` }
    : { message: `Saved. Prove that ${spoken} is yours, and your calls ring there.` };
});

export const removePhone = memberAction(z.object({}), async (_, member) => {
  await removeMyPhone(member.db, member);
  revalidatePath("/settings", "layout");
  return { message: "Your phone is removed." };
});
