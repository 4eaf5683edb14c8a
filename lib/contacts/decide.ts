import type { SaveContact } from "@/lib/contacts/schema";
import { same, type Values } from "@/lib/edits/decide";

type Phone = SaveContact["phones"][number];
type Details = Omit<Phone, "phone">;
/**
 * A contact for `merge`: each number is a field of its own, so that two people may each add one.
 */
export type FlatContact = Omit<SaveContact, "phones"> & {
  [number: `phone:${string}`]: Details | null;
};

const numberField = /^phone:(.+)$/;

/** The number that a field is about. */
export function numberOf(field: string): string | undefined {
  return numberField.exec(field)?.[1];
}

/** `loaded` is what the form was opened with: a number that is no longer there was removed. */
export function flatten({ phones, ...fields }: SaveContact, loaded: Values = {}): FlatContact {
  const flat: FlatContact = { ...fields };
  for (const number of numbersIn(loaded)) flat[`phone:${number}`] = null;
  for (const { phone, ...details } of phones) flat[`phone:${phone}`] = details;
  return flat;
}

/** The contact to write: what was changed in the form over what is there now. */
export function assemble(
  changes: Partial<FlatContact>,
  current: SaveContact,
  typed: SaveContact,
  loaded: Values,
): SaveContact {
  const { id, name, company, email, owner_id } = { ...current, ...changes };
  const phones = arrange(changes, current.phones, typed.phones, loaded);
  return { id, name, company, email, owner_id, phones };
}

/**
 * Numbers in the order they were typed in, if anything about them was changed; what someone else
 * has added comes last.
 */
function arrange(changes: Values, current: Phone[], typed: Phone[], loaded: Values): Phone[] {
  const isMine = (phone: string) => `phone:${phone}` in changes;
  const order = numbersIn(loaded).filter((number) => typed.some(({ phone }) => phone === number));
  const typedOrder = typed.map(({ phone }) => phone).filter((phone) => order.includes(phone));
  const touched = Object.keys(changes).some((field) => numberOf(field));
  if (!touched && order.join() === typedOrder.join()) return current;
  const mine = typed.flatMap((entry) =>
    isMine(entry.phone) ? entry : (current.find(({ phone }) => phone === entry.phone) ?? []),
  );
  const theirs = current.filter(
    ({ phone }) => !isMine(phone) && !mine.some((entry) => entry.phone === phone),
  );
  return [...mine, ...theirs];
}

function numbersIn(flat: Values): string[] {
  return Object.keys(flat).flatMap((field) =>
    same(flat[field], null) ? [] : (numberOf(field) ?? []),
  );
}
