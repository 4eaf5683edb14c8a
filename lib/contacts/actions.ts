"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { memberAction } from "@/lib/auth/action";
import { listContactFields } from "@/lib/contact-fields/store";
import { loadedValues } from "@/lib/contacts/decide";
import { saveContactForm } from "@/lib/contacts/save";
import { saveContactIn } from "@/lib/contacts/schema";
import { readEdit } from "@/lib/edits/schema";

const save = (isNew: boolean) =>
  memberAction(
    async ({ db, tenant }, form) => {
      const fields = await listContactFields(db, tenant.id);
      const was = loadedValues(readEdit(form).loaded);
      return saveContactIn(tenant.country_code, { fields, was }).transform((input) => ({
        input,
        fields,
      }));
    },
    async ({ input, fields }, member, form) => {
      await saveContactForm(member, input, readEdit(form), { isNew, fields });
      revalidatePath("/contacts");
      redirect(`/contacts/${input.id}`);
    },
  );

export const createContact = save(true);
export const editContact = save(false);
