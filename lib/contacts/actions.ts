"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { memberAction } from "@/lib/auth/action";
import { saveContactForm } from "@/lib/contacts/save";
import { saveContactIn } from "@/lib/contacts/schema";
import { readEdit } from "@/lib/edits/schema";

const save = (isNew: boolean) =>
  memberAction(
    ({ tenant }) => saveContactIn(tenant.country_code),
    async (input, member, form) => {
      await saveContactForm(member, input, readEdit(form), { isNew });
      revalidatePath("/contacts");
      redirect(`/contacts/${input.id}`);
    },
  );

export const createContact = save(true);
export const editContact = save(false);
