import { CallButton } from "@/components/calls/call-button";
import { ListedButton } from "@/components/do-not-call/listed-button";
import type { Member } from "@/lib/auth/member";
import { formatPhone, isDialable } from "@/lib/core/phone";
import type { ListedNumber } from "@/lib/do-not-call/store";

/**
 * The phone icon of a row that shows a call: calls the other party's number (E.164), as the contact
 * where one is known. What a caller without a number has in its place is nothing; a number on the
 * do-not-call list says why it is not called.
 */
export function CallBack({
  call,
  listed,
  member,
}: {
  call: { customer_number: string; contacts: { id: string; name: string } | null };
  /** The do-not-call list's entries, by number (findListed). */
  listed: Map<string, ListedNumber>;
  member: Member;
}) {
  const { customer_number: number, contacts: contact } = call;
  if (!isDialable(number)) return null;
  const entry = listed.get(number);
  if (entry) return <ListedButton listed={entry} member={member} />;
  return (
    <CallButton
      to={number}
      spoken={formatPhone(number, member.tenant.country_code)}
      name={contact?.name}
      contactId={contact?.id}
    />
  );
}
