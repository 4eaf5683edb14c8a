"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { listContactFields } from "@/lib/contact-fields/store";
import { loadedValues } from "@/lib/contacts/decide";
import { saveContactForm } from "@/lib/contacts/save";
import { setArchived } from "@/lib/contacts/saved";
import { saveContactIn } from "@/lib/contacts/schema";
import { readEdit } from "@/lib/edits/schema";

/** What the form answers: the contact's page, or that it is saved. */
type Then = "open" | "stay";

const save = (isNew: boolean, then: Then) =>
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
      if (then === "open") redirect(`/contacts/${input.id}`);
      revalidatePath(`/contacts/${input.id}`);
      return { saved: true };
    },
  );

export const createContact = save(true, "open");
export const editContact = save(false, "open");
/** For a form in the contact's own page. */
export const editContactHere = save(false, "stay");

const archive = (archived: boolean) =>
  memberAction(z.object({ id: z.uuid() }), async ({ id }, { db, tenant }) => {
    await setArchived(db, tenant.id, id, archived ? new Date().toISOString() : null);
    revalidatePath("/contacts");
    revalidatePath(`/contacts/${id}`);
    return {};
  });

/** An archived contact leaves lists and searches; its calls still name it. */
export const archiveContact = archive(true);
export const restoreContact = archive(false);
