import "server-only";
import { planPhones } from "@/lib/contacts/decide";
import type { SaveContact } from "@/lib/contacts/schema";
import {
  deletePhones,
  insertContact,
  insertPhones,
  listPhones,
  updateContact,
  updatePhone,
} from "@/lib/contacts/store";
import type { Db } from "@/lib/supabase/server";

/** Whose session saves, and for which tenant. */
type Saver = { db: Db; tenant: { id: string } };

/** Adds a contact; a form that is sent again, after a failure in between too, ends in the same one contact. */
export async function addContact(saver: Saver, { id, phones, ...fields }: SaveContact) {
  const added = await insertContact(saver.db, saver.tenant.id, id, fields);
  if (!added) await updateContact(saver.db, saver.tenant.id, id, fields);
  await savePhones(saver, id, phones);
}

/** Throws 404 when the contact is not this tenant's. */
export async function changeContact(saver: Saver, { id, phones, ...fields }: SaveContact) {
  await updateContact(saver.db, saver.tenant.id, id, fields);
  await savePhones(saver, id, phones);
}

async function savePhones({ db, tenant }: Saver, contactId: string, wanted: SaveContact["phones"]) {
  const plan = planPhones(await listPhones(db, tenant.id, contactId), wanted);
  if (plan.remove.length > 0) await deletePhones(db, tenant.id, plan.remove);
  if (plan.add.length > 0) await insertPhones(db, tenant.id, contactId, plan.add);
  for (const change of plan.change) await updatePhone(db, tenant.id, change);
}
