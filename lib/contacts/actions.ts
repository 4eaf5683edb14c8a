"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { type ActionState, formValues, memberAction } from "@/lib/auth/action";
import { saveContactIn } from "@/lib/contacts/schema";
import { saveContact } from "@/lib/contacts/store";

/** What the form was sent with comes back with a refusal: without script the page is drawn anew. */
export type ContactFormState = ActionState & { typed?: Record<string, unknown> };

const save = (isNew: boolean) =>
  memberAction(
    ({ tenant }) => saveContactIn(tenant.country_code),
    async (input, { db }) => {
      await saveContact(db, input, { isNew });
      revalidatePath("/contacts");
      redirect(`/contacts/${input.id}`);
    },
  );
const add = save(true);
const change = save(false);

export async function createContact(previous: ContactFormState, form: FormData) {
  return { ...(await add(previous, form)), typed: formValues(form) } satisfies ContactFormState;
}

export async function editContact(previous: ContactFormState, form: FormData) {
  return { ...(await change(previous, form)), typed: formValues(form) } satisfies ContactFormState;
}
