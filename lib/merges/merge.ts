import "server-only";
import type { Member } from "@/lib/auth/member";
import { listContactFields } from "@/lib/contact-fields/store";
import { flatten } from "@/lib/contacts/decide";
import { noContact, readContact } from "@/lib/contacts/saved";
import { AppError } from "@/lib/core/errors";
import { whatChanged } from "@/lib/merges/changed";
import type { MergeInput } from "@/lib/merges/schema";
import { mergeContacts } from "@/lib/merges/store";

/**
 * Makes one of two contacts; gives the merge's id. Throws 404, or 409 when one of them is no longer
 * as it was shown, is archived, or both have more than one contact may have.
 */
export async function merge(member: Member, { seen, ...input }: MergeInput): Promise<string> {
  const answer = await mergeContacts(member.db, input);
  switch (answer.kind) {
    case "merged":
      return answer.id;
    case "not_found":
      throw noContact();
    case "changed":
      throw refused("changed_meanwhile", await changedSentence(member, seen, input));
    case "same":
      throw refused("same_contact", "This is one contact: choose another one.");
    case "archived":
      throw refused("contact_archived", "The contact to keep is archived. Restore it first.");
    case "too_much":
      throw refused(
        "too_much",
        "Together they have more than 10 numbers, 10 email addresses or 50 tags. Remove some first.",
      );
  }
}

const refused = (code: string, message: string) => new AppError("conflict", code, message);

async function changedSentence(
  { db, tenant }: Member,
  seen: string,
  { keep, gone }: { keep: string; gone: string },
): Promise<string> {
  const [fields, ...contacts] = await Promise.all([
    listContactFields(db, tenant.id),
    readContact(db, tenant.id, keep),
    readContact(db, tenant.id, gone),
  ]);
  const now = contacts.flatMap((found) => (found ? [flatten(found.contact)] : []));
  const changed = whatChanged(seen, now, { country: tenant.country_code, fields });
  const what = changed.length > 0 ? ` Changed since you opened this: ${changed.join("; ")}.` : "";
  return `Not merged yet.${what} Look at both again, then merge.`;
}
