/** As contact_fields.type is checked (supabase/schemas/contacts/contact_fields.sql). */
export const fieldTypes = ["text", "number", "date", "choice", "checkbox", "link"] as const;
export type FieldType = (typeof fieldTypes)[number];

export const fieldTypeNames: Record<FieldType, string> = {
  text: "Text",
  number: "Number",
  date: "Date",
  choice: "Choice",
  checkbox: "Checkbox",
  link: "Link",
};

/** A field that a company has added to its contacts; `choices` only where it is a choice. */
export type ContactField = { id: string; name: string; type: FieldType; choices: string[] };

/** What a contact has in such a field; no value is no key. */
export type FieldValue = string | number | boolean;

/** Values by the fields' ids, as `contacts.custom` keeps them. */
export type FieldValues = Record<string, FieldValue>;
