import { CallButton } from "@/components/calls/call-button";
import { ListedButton } from "@/components/do-not-call/listed-button";
import type { Member } from "@/lib/auth/member";
import { mainPhone } from "@/lib/contacts/main-phone";
import { formatPhone, withExtension } from "@/lib/core/phone";
import type { ListedNumber } from "@/lib/do-not-call/store";

type Callable = { id: string; name: string } & NonNullable<Parameters<typeof mainPhone>[0]>;

/** The phone icon of a row that is about a contact: calls their main number, if they have one. */
export function CallContact({
  contact,
  listed,
  member,
}: {
  contact: Callable;
  /** The do-not-call list's entries, by number (findListed). */
  listed: Map<string, ListedNumber>;
  member: Member;
}) {
  const main = mainPhone(contact);
  if (!main) return null;
  const entry = listed.get(main.phone);
  if (entry) return <ListedButton listed={entry} member={member} />;
  return (
    <CallButton
      to={withExtension(main.phone, main.extension)}
      spoken={formatPhone(main.phone, member.tenant.country_code, main.extension)}
      name={contact.name}
      contactId={contact.id}
    />
  );
}
