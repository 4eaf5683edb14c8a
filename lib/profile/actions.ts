"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { throwAuth } from "@/lib/account/open-action";
import { ChangePassword, Rename, TypedPhone } from "@/lib/account/schema";
import {
  checkPassword,
  readMyDefaultNumber,
  readMyName,
  readMyPhone,
  removeMyPhone,
  renameMe,
  saveMyDefaultNumber,
  saveMyPhone,
} from "@/lib/account/store";
import { countTry } from "@/lib/attempts/limited";
import { FieldError, memberAction } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { formatPhone } from "@/lib/core/phone";
import { note } from "@/lib/db/machine/note";
import { tokenDb } from "@/lib/db/supabase/server";
import { onlySelf, saveEdit } from "@/lib/edits/save";
import { readEdit } from "@/lib/edits/schema";
import { readCallerIds } from "@/lib/numbers/caller-id-store";
import { ChooseDefaultNumber } from "@/lib/numbers/schema";
import { listPhoneNumbers } from "@/lib/numbers/store";
import { nameOfNumber } from "@/lib/numbers/words";
import { listFurther } from "@/lib/phones/further";
import { readOwnPhone } from "@/lib/phones/typed";

export const rename = memberAction(Rename, async (typed, member, form) => {
  const { db } = member;
  await saveEdit(readEdit(form), typed, {
    read: async () => ({ name: await readMyName(db, member) }),
    write: async ({ name }, was) => !name || renameMe(db, member, name, was.name),
    describe: (_, value) => ({ name: "the name", value: String(value ?? "") }),
    editors: onlySelf,
  });
  revalidatePath("/", "layout");
  return { message: "Saved.", saved: true };
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
    throw new FieldError("current", "That isn't your current password.");
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
  return { message: "Password changed." };
});

export const savePhone = memberAction(TypedPhone, async ({ phone }, member, form) => {
  const country = member.tenant.country_code;
  const number = await readOwnPhone(member, phone);
  const further = await listFurther(member);
  if (further.some((own) => own.phone === number)) {
    throw new FieldError("phone", "This is one of your other phones: make it your first below.");
  }
  await savePhoneForm(member, number, form);
  revalidatePath("/settings", "layout");
  const kept = (await readMyPhone(member.db, member)) ?? number;
  const spoken = formatPhone(kept, country);
  const message =
    kept === member.personal_phone && member.phone_verified
      ? `Your calls ring at ${spoken}.`
      : `Saved. Verify ${spoken} to start getting calls.`;
  return { message, saved: true };
});

async function savePhoneForm(member: Member, number: string, form: FormData): Promise<void> {
  const { db, tenant } = member;
  const typed: { phone: string | null } = { phone: number };
  await saveEdit(readEdit(form), typed, {
    read: async () => ({ phone: await readMyPhone(db, member) }),
    write: async ({ phone }, was) => !phone || saveMyPhone(db, member, phone, was.phone),
    describe: (_, value) => ({
      name: "the phone",
      value: value ? formatPhone(String(value), tenant.country_code) : "",
    }),
    editors: onlySelf,
  });
}

/** Which number one's outbound calls show, where nothing else decides. */
export const chooseDefaultNumber = memberAction(
  ChooseDefaultNumber,
  async (typed, member, form) => {
    const { db, tenant } = member;
    const [own, callerIds] = await Promise.all([
      listPhoneNumbers(db, tenant.id),
      readCallerIds(db, tenant.id, { verified: true }),
    ]);
    const numbers = [...own, ...callerIds];
    const columns = (id: string | null) =>
      callerIds.some((each) => each.id === id)
        ? { default_number_id: null, default_caller_id: id }
        : { default_number_id: id, default_caller_id: null };
    const named = (id: unknown) => numbers.find((number) => number.id === id);
    if (typed.default_number_id && !named(typed.default_number_id)) {
      throw new FieldError("default_number_id", "This number was removed. Choose another.");
    }
    await saveEdit(readEdit(form), typed, {
      read: async () => ({ default_number_id: await readMyDefaultNumber(db, member) }),
      write: async ({ default_number_id: id }, was) =>
        id === undefined ||
        saveMyDefaultNumber(db, member, columns(id), columns(was.default_number_id)),
      describe: (_, value) => {
        const number = named(value);
        return {
          name: "the number you call from",
          value: number ? nameOfNumber(number, tenant.country_code) : "",
        };
      },
      editors: onlySelf,
    });
    revalidatePath("/settings", "layout");
    return { message: "Saved.", saved: true };
  },
);

export const removePhone = memberAction(z.object({}), async (_, member) => {
  await removeMyPhone(member.db, member);
  revalidatePath("/settings", "layout");
  return { message: "Phone removed." };
});
