import type { FieldValues } from "@/lib/contact-fields/types";
import { readValues } from "@/lib/contact-fields/values";
import type { SaveContact } from "@/lib/contacts/schema";
import { same, type Values } from "@/lib/edits/decide";

type Lists = Pick<SaveContact, "phones" | "emails" | "tags" | "custom">;
type Field = `${"phone" | "email" | "tag" | "custom"}:${string}`;

/**
 * A contact for `merge`: each number, email, tag and value of a company's own field is a field by
 * itself, so that two people may each add one.
 */
export type FlatContact = Omit<SaveContact, keyof Lists> & { [field: Field]: unknown };

/** What a field is about: `phone` and the number, `custom` and the field's id. */
export function partsOf(field: string): { kind: string; key: string } {
  const [, kind = "", key = ""] = /^(phone|email|tag|custom):(.*)$/.exec(field) ?? [];
  return { kind, key };
}

/** `loaded` is what the form was opened with: a number that is no longer there was removed. */
export function flatten(contact: SaveContact, loaded: Values = {}): FlatContact {
  const { phones, emails, tags, custom, ...fields } = contact;
  const flat: FlatContact = { ...fields };
  for (const kind of ["phone", "email", "tag"] as const) {
    for (const key of keysIn(loaded, kind)) flat[`${kind}:${key}`] = null;
  }
  for (const { phone, ...details } of phones) flat[`phone:${phone}`] = details;
  for (const { email, ...details } of emails) flat[`email:${email}`] = details;
  for (const tag of tags) flat[`tag:${tag}`] = true;
  for (const [id, value] of Object.entries(custom)) flat[`custom:${id}`] = value;
  return flat;
}

/** What a form was opened with of the company's own fields, by their ids. */
export function loadedValues(loaded: Values): FieldValues {
  const own = Object.entries(loaded).map(([field, value]): [string, unknown] => {
    const { kind, key } = partsOf(field);
    return [kind === "custom" && value !== null ? key : "", value];
  });
  return readValues(Object.fromEntries(own.filter(([key]) => key)));
}

/** The contact to write: what was changed in the form over what is there now. */
export function assemble(
  changes: Partial<FlatContact>,
  current: SaveContact,
  typed: SaveContact,
  loaded: Values,
): SaveContact {
  const arrange = <Entry>(kind: string, keyOf: (entry: Entry) => string) =>
    arranger({ changes, loaded, kind, keyOf });
  const custom: SaveContact["custom"] = { ...current.custom };
  for (const id of Object.keys(typed.custom)) {
    if (`custom:${id}` in changes) custom[id] = typed.custom[id] ?? null;
  }
  const whole = { ...current, ...changes };
  return {
    id: current.id,
    name: whole.name,
    company: whole.company,
    title: whole.title,
    owner_id: whole.owner_id,
    stage_id: whole.stage_id,
    address: whole.address,
    time_zone: whole.time_zone,
    custom,
    phones: arrange<SaveContact["phones"][number]>("phone", ({ phone }) => phone)(
      current.phones,
      typed.phones,
    ),
    emails: arrange<SaveContact["emails"][number]>("email", ({ email }) => email)(
      current.emails,
      typed.emails,
    ),
    tags: arrange<string>("tag", (tag) => tag)(current.tags, typed.tags),
  };
}

/**
 * Entries in the order they were typed in, if anything about them was changed; what someone else
 * has added comes last.
 */
function arranger<Entry>({
  changes,
  loaded,
  kind,
  keyOf,
}: {
  changes: Values;
  loaded: Values;
  kind: string;
  keyOf: (entry: Entry) => string;
}) {
  return (current: Entry[], typed: Entry[]): Entry[] => {
    const isMine = (entry: Entry) => `${kind}:${keyOf(entry)}` in changes;
    const has = (list: Entry[], key: string) => list.some((entry) => keyOf(entry) === key);
    const order = keysIn(loaded, kind).filter((key) => has(typed, key));
    const typedOrder = typed.map(keyOf).filter((key) => order.includes(key));
    const touched = Object.keys(changes).some((field) => partsOf(field).kind === kind);
    if (!touched && order.join() === typedOrder.join()) return current;
    const mine = typed.flatMap((entry) =>
      isMine(entry) ? entry : (current.find((other) => keyOf(other) === keyOf(entry)) ?? []),
    );
    const theirs = current.filter((entry) => !isMine(entry) && !has(mine, keyOf(entry)));
    return [...mine, ...theirs];
  };
}

function keysIn(flat: Values, kind: string): string[] {
  return Object.keys(flat).flatMap((field) => {
    const parts = partsOf(field);
    return parts.kind === kind && !same(flat[field], null) ? [parts.key] : [];
  });
}
