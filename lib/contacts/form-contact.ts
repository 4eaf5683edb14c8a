import "server-only";
import { toForm } from "@/lib/contacts/saved";
import type { SaveContact } from "@/lib/contacts/schema";
import type { Contact } from "@/lib/contacts/store";
import { formatPhone } from "@/lib/core/phone";
import { guessZone } from "@/lib/core/phone-zone";

/** A contact as its form shows it: numbers as people of `country` read them. */
export function formContact(contact: Contact, country: string) {
  const saved = toForm(contact);
  return {
    ...saved,
    phones: saved.phones.map(({ phone, extension, label }) => ({
      phone: formatPhone(phone, country, extension),
      extension,
      label,
    })),
    guess: guessZone(saved.phones[0]?.phone),
  };
}

/** A contact that is not saved yet, with what is known of it. */
export function newContact(
  known: Pick<SaveContact, "id" | "owner_id"> & Partial<SaveContact>,
): SaveContact & { guess: null } {
  return {
    ...{ name: "", company: "", title: "", stage_id: null, address: "", time_zone: null },
    ...{ custom: {}, phones: [], emails: [], tags: [], guess: null },
    ...known,
  };
}
