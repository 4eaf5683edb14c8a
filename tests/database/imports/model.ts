import type { Duplicates } from "@/lib/imports/schema";

/** A contact or a row, as small as the rules need it: "" is nothing. */
export type Small = { name: string; company: string; emails: string[]; phones: string[] };
export type Outcome = "created" | "updated" | "skipped" | "failed";

const shares = (one: Small, other: Small) =>
  one.phones.some((phone) => other.phones.includes(phone)) ||
  one.emails.some((email) => other.emails.includes(email));

/** Whom a row is about: the only one who shares something, or the only one of the same name. */
function findMatch(contacts: Small[], row: Small): Small | "several" | undefined {
  const matches = contacts.filter((contact) => shares(contact, row));
  const namesakes = matches.filter(({ name }) => name === row.name);
  if (matches.length <= 1) return matches[0];
  return namesakes.length === 1 ? namesakes[0] : "several";
}

/** What importing rows one after another has to come to, said as simply as possible. */
export function importInto(contacts: Small[], rows: Small[], duplicates: Duplicates): Outcome[] {
  return rows.map((row) => {
    const match = findMatch(contacts, row);
    if (!match || duplicates === "create") {
      contacts.push(structuredClone(row));
      return "created";
    }
    if (duplicates === "skip") return "skipped";
    if (match === "several") return "failed";
    return update(match, row) ? "updated" : "skipped";
  });
}

function update(contact: Small, row: Small): boolean {
  const before = JSON.stringify(contact);
  contact.name = row.name || contact.name;
  contact.company = row.company || contact.company;
  contact.phones = [...new Set([...contact.phones, ...row.phones])];
  contact.emails = [...new Set([...contact.emails, ...row.emails])];
  return JSON.stringify(contact) !== before;
}

const lineOf = ({ name, company, emails, phones }: Small) =>
  [name, company, ...emails.toSorted(), ...phones.toSorted()].join("|");

/** Contacts without their ids, in one order. */
export function inOrder(contacts: Small[]): string[] {
  return contacts.map(lineOf).sort();
}
