import "server-only";
import { z } from "zod";
import { FieldError } from "@/lib/auth/action";
import { readValues } from "@/lib/contact-fields/values";
import { EmailLabel, PhoneLabel } from "@/lib/contacts/rows";
import type { SaveContact } from "@/lib/contacts/schema";
import { type Contact, getContact } from "@/lib/contacts/store";
import { AppError } from "@/lib/core/errors";
import { guessZone } from "@/lib/core/phone-zone";
import type { Db } from "@/lib/db/supabase/server";

/**
 * Adds a contact (`version` null), or changes it if it still has this version; all or nothing. A
 * time zone that no person chose is guessed from the main number. False when someone has saved it
 * meanwhile. Throws 404 when the contact is not this tenant's.
 */
export async function saveContact(
  db: Db,
  contact: SaveContact,
  version: number | null,
): Promise<boolean> {
  const { data, error } = await db.rpc("save_contact", {
    contact: {
      ...contact,
      time_zone: contact.time_zone ?? guessZone(contact.phones[0]?.phone),
      zone_guessed: contact.time_zone === null,
    },
    // The generated type of an argument knows no null.
    ...(version !== null && { was_version: version }),
  });
  if (error?.code === noSuchRow) throw missing(error.message);
  if (error) throw new Error("The contact could not be saved", { cause: error });
  if (data === "not_found") throw noContact();
  return data === "saved";
}

/** A foreign key: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const noSuchRow = "23503";

function missing(message: string): FieldError {
  return message.includes("stage")
    ? new FieldError("stage_id", "This stage doesn't exist any more. Choose another one.")
    : new FieldError("owner_id", "This person isn't on your team. Choose someone else.");
}

/**
 * The contact as its form saves it, and its version; null when there is none, or when it is not
 * this tenant's.
 */
export async function readContact(
  db: Db,
  tenantId: string,
  id: string,
): Promise<{ contact: SaveContact; version: number } | null> {
  const found = await getContact(db, tenantId, id);
  return found && { contact: toForm(found), version: found.version };
}

export function toForm(contact: Contact): SaveContact {
  const { id, name, company, title, owner_id, stage_id, address } = contact;
  return {
    ...{ id, name, company, title, owner_id, stage_id, address },
    time_zone: contact.zone_guessed ? null : contact.time_zone,
    custom: readValues(contact.custom),
    phones: contact.contact_phones.map(({ phone, extension, label }) => ({
      phone,
      extension,
      label: PhoneLabel.catch("other").parse(label),
    })),
    emails: contact.contact_emails.map(({ email, label }) => ({
      email,
      label: EmailLabel.catch("other").parse(label),
    })),
    tags: contact.tags,
  };
}

/** Archives a contact since a moment, or restores it (null). Throws 404 when it is not there. */
export async function setArchived(
  db: Db,
  tenantId: string,
  id: string,
  archived_at: string | null,
): Promise<void> {
  const { data, error } = await db
    .from("contacts")
    .update({ archived_at })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error) throw new Error("The contact could not be archived", { cause: error });
  if (data.length === 0) throw noContact();
}

/** Who has changed a column of a contact, or a number ("phone:+1…"), last: ids by name. */
export async function readContactEditors(
  db: Db,
  tenantId: string,
  id: string,
): Promise<Record<string, string>> {
  const { data, error } = await db
    .from("contacts")
    .select("edited_by")
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("Who changed the contact could not be read", { cause: error });
  return z.record(z.string(), z.string()).parse(data?.edited_by ?? {});
}

export function noContact(): AppError {
  return new AppError("not_found", "contact_not_found", "This contact doesn't exist.");
}
