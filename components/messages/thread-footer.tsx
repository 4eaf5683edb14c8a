import { ThreadComposer } from "@/components/messages/thread-composer";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import { formatPhone, isDialable, toE164 } from "@/lib/core/phone";
import { lastPrice } from "@/lib/messages/price";
import type { Message, Thread } from "@/lib/messages/store";

/** The composer of a conversation, or why nothing can be written in it. */
export function ThreadFooter({
  thread,
  isOut,
  rows,
  member,
}: {
  thread: Thread;
  /** Whether they have opted out of texts from this number. */
  isOut: boolean;
  rows: Message[];
  member: Member;
}) {
  const { customer_number: number, contacts: contact, phone_numbers: line } = thread;
  const country = member.tenant.country_code;
  const spoken = formatPhone(number, country);
  const name = contact?.name ?? spoken;
  if (!isDialable(number) || !toE164(number, country)) {
    return (
      <Notice title="Can't be answered">
        {name} isn't a phone number: texts to it can't be sent from Ringbook.
      </Notice>
    );
  }
  if (isOut) {
    return (
      <Notice tone="warn" title="Opted out">
        {name} texted STOP to this number. Only they can opt in again, by texting START.
      </Notice>
    );
  }
  if (line.removed_at !== null) {
    const query = new URLSearchParams({ to: number, ...(contact && { contact: contact.id }) });
    return (
      <Notice title="This number was removed">
        Your company no longer has {formatPhone(line.number, country)}.{" "}
        <TextLink href={`/messages/new?${query}`}>Write from another number</TextLink>
      </Notice>
    );
  }
  return (
    <ThreadComposer
      to={number}
      contact={contact}
      from={line.id}
      perSegment={lastPrice(rows.filter(({ direction }) => direction === "outbound"))}
      member={member}
    />
  );
}
