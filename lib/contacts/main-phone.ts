type Phone = { phone: string; extension: string; position: number };

/** The number that a contact is called on when nobody says which; undefined without any. */
export function mainPhone(
  contact: { contact_phones: Phone[] } | null | undefined,
): Phone | undefined {
  return contact?.contact_phones.toSorted((one, other) => one.position - other.position)[0];
}
