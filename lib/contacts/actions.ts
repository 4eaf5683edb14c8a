"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { type ActionState, formValues, memberAction } from "@/lib/auth/action";
import { addContact, changeContact } from "@/lib/contacts/save";
import { SaveContact } from "@/lib/contacts/schema";

/** What the form was sent with comes back with a refusal: without script the page is drawn anew. */
export type ContactFormState = ActionState & { typed?: Record<string, unknown> };

const add = memberAction(SaveContact, async (input, member) => {
  await addContact(member, input);
  revalidatePath("/contacts");
  redirect(`/contacts/${input.id}`);
});

const change = memberAction(SaveContact, async (input, member) => {
  await changeContact(member, input);
  revalidatePath("/contacts");
  redirect(`/contacts/${input.id}`);
});

export async function createContact(previous: ContactFormState, form: FormData) {
  return { ...(await add(previous, form)), typed: formValues(form) } satisfies ContactFormState;
}

export async function editContact(previous: ContactFormState, form: FormData) {
  return { ...(await change(previous, form)), typed: formValues(form) } satisfies ContactFormState;
}
