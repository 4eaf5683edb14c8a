import type { ContactField, FieldValue } from "@/lib/contact-fields/types";
import { readValues } from "@/lib/contact-fields/values";
import type { Contact } from "@/lib/contacts/store";
import { formatPhone } from "@/lib/core/phone";
import { formatDay } from "@/lib/core/time";
import type { MergeField, Side } from "@/lib/merges/side";

type Fact = { name: string; label: string; text: string };

/** What people fill in of a contact, one line each; numbers, emails and tags are lists. */
export function factsOf(contact: Contact, fields: ContactField[]): Fact[] {
  const own = readValues(contact.custom);
  return [
    { name: "name", label: "Name", text: contact.name },
    { name: "company", label: "Company", text: contact.company },
    { name: "title", label: "Job title", text: contact.title },
    { name: "owner_id", label: "Owner", text: contact.profiles?.name ?? "" },
    { name: "stage_id", label: "Stage", text: contact.contact_stages?.name ?? "" },
    ...fields.map((field) => ({
      name: `custom:${field.id}`,
      label: field.name,
      text: textOf(field, own[field.id]),
    })),
    { name: "address", label: "Address", text: contact.address },
    { name: "time_zone", label: "Time zone", text: contact.time_zone?.replaceAll("_", " ") ?? "" },
  ];
}

function textOf({ type }: ContactField, value: FieldValue | undefined): string {
  if (value === undefined) return "";
  if (type === "checkbox") return value === true ? "Yes" : "No";
  return type === "date" ? formatDay(String(value)) : String(value);
}

/**
 * The fields in which two contacts differ, each with what is chosen at first: the kept contact's,
 * unless it has nothing there. A time zone that a person set goes before one that is guessed.
 */
export function mergeFields(
  keep: Contact,
  gone: Contact,
  { fields, country }: { fields: ContactField[]; country: string },
): MergeField[] {
  const theirs = new Map(factsOf(gone, fields).map(({ name, text }) => [name, text]));
  const facts = factsOf(keep, fields).flatMap(({ name, label, text }) => {
    const other = theirs.get(name) ?? "";
    if (other === text) return [];
    const isGuess = name === "time_zone" && keep.zone_guessed && !gone.zone_guessed;
    const chosen: Side = other !== "" && (text === "" || isGuess) ? "gone" : "keep";
    return [{ name, label, keep: text, gone: other, chosen }];
  });
  return [
    ...facts,
    ...mainOf("phones", "Main number", mainNumber(keep, country), mainNumber(gone, country)),
    ...mainOf("emails", "Main email", mainEmail(keep), mainEmail(gone)),
  ];
}

const mainNumber = ({ contact_phones: [main] }: Contact, country: string) =>
  main && formatPhone(main.phone, country, main.extension);
const mainEmail = ({ contact_emails: [main] }: Contact) => main?.email;

/** Which of two lists stands first; nothing to choose where one is empty. */
function mainOf(name: string, label: string, keep?: string, gone?: string): MergeField[] {
  if (!keep || !gone || keep === gone) return [];
  return [{ name, label, keep, gone, chosen: "keep" }];
}

/**
 * Fields of the company's own that are not shown any more: what only the contact that goes has is
 * kept without asking.
 */
export function unshownFields(keep: Contact, gone: Contact, fields: ContactField[]): string[] {
  const own = readValues(keep.custom);
  return Object.keys(readValues(gone.custom))
    .filter((id) => !(id in own) && !fields.some((field) => field.id === id))
    .map((id) => `custom:${id}`);
}
