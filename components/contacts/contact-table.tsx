import Link from "next/link";
import { CallState } from "@/components/calls/call-state";
import { DirectionIcon } from "@/components/calls/direction-icon";
import { PhoneNumber } from "@/components/contacts/phone-number";
import { Avatar } from "@/components/ui/avatar";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Member } from "@/lib/auth/member";
import type { ContactRow } from "@/lib/contacts/store";
import { formatPhone } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";
import type { ListedNumber } from "@/lib/do-not-call/store";

/** Contacts with their numbers and what was last spoken; each row opens the contact. */
export function ContactTable({
  contacts,
  listed,
  member,
}: {
  contacts: ContactRow[];
  /** The do-not-call list's entries, by number. */
  listed: Map<string, ListedNumber>;
  member: Member;
}) {
  const { tenant } = member;
  return (
    <Table label="Contacts" fixed>
      <TableHead>
        <HeadCell className="lg:w-[38%]">Name</HeadCell>
        <HeadCell className="lg:w-[32%]">Number</HeadCell>
        <HeadCell>Last call</HeadCell>
      </TableHead>
      <TableBody>
        {contacts.map((contact) => (
          <Row key={contact.id} className="relative">
            <Cell>
              <span className="flex items-center gap-3">
                <Avatar name={contact.name} />
                <span className="flex min-w-0 items-baseline gap-x-2 max-md:flex-col">
                  <Link
                    href={`/contacts/${contact.id}`}
                    prefetch={false}
                    className="max-w-full shrink-0 truncate font-medium text-ink after:absolute after:inset-0"
                  >
                    {contact.name}
                  </Link>
                  {contact.company && (
                    <span className="max-w-full truncate text-[13px] text-muted">
                      {contact.company}
                    </span>
                  )}
                </span>
              </span>
            </Cell>
            <Cell className="max-md:pl-11 max-md:empty:hidden">
              <Numbers contact={contact} listed={listed} member={member} />
            </Cell>
            <Cell className="max-md:pl-11 max-md:empty:hidden">
              {contact.calls.map((call) => (
                <span key={call.id} className="flex items-center gap-x-2 max-md:flex-wrap">
                  <DirectionIcon call={call} className="md:max-xl:hidden max-md:hidden" />
                  <span className="whitespace-nowrap text-muted tabular-nums">
                    {formatWhen(call.created_at, tenant.time_zone)}
                  </span>
                  <CallState call={call} />
                </span>
              ))}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

/** The main number with its phone icon, and how many more there are. */
function Numbers({
  contact,
  listed,
  member,
}: {
  contact: ContactRow;
  listed: Map<string, ListedNumber>;
  member: Member;
}) {
  const [main, ...others] = contact.contact_phones;
  if (!main) return null;
  const words = others
    .map(({ phone, extension, label }) =>
      [formatPhone(phone, member.tenant.country_code, extension), label].join(" "),
    )
    .join(", ");
  return (
    <span className="flex items-center gap-2">
      <PhoneNumber
        phone={main.phone}
        extension={main.extension}
        label={main.label}
        contact={contact}
        member={member}
        listed={listed.get(main.phone)}
        inOneLine
      />
      {others.length > 0 && (
        <span title={words} className="relative z-10 text-[13px] text-muted tabular-nums">
          +{others.length}
          <span className="sr-only"> more: {words}</span>
        </span>
      )}
    </span>
  );
}
