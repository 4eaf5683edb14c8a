import Link from "next/link";
import { CallState } from "@/components/calls/call-state";
import { DirectionIcon } from "@/components/calls/direction-icon";
import { PhoneNumber } from "@/components/contacts/phone-number";
import { Avatar } from "@/components/ui/avatar";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Member } from "@/lib/auth/member";
import type { ContactRow } from "@/lib/contacts/store";
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
    <Table label="Contacts">
      <TableHead>
        <HeadCell className="xl:w-[25%]">Name</HeadCell>
        <HeadCell>Numbers</HeadCell>
        <HeadCell className="xl:w-[33%]">Last call</HeadCell>
      </TableHead>
      <TableBody>
        {contacts.map((contact) => (
          <Row key={contact.id} className="relative">
            <Cell>
              <span className="flex items-center gap-3">
                <Avatar name={contact.name} />
                <span className="min-w-0 md:max-xl:w-48">
                  <Link
                    href={`/contacts/${contact.id}`}
                    prefetch={false}
                    className="block truncate font-medium text-ink after:absolute after:inset-0"
                  >
                    {contact.name}
                  </Link>
                  {contact.company && (
                    <span className="block truncate text-[13px] text-muted">{contact.company}</span>
                  )}
                </span>
              </span>
            </Cell>
            <Cell className="max-md:pl-11">
              <ul className="flex flex-wrap gap-x-6 gap-y-1.5">
                {contact.contact_phones.map(({ id, phone, extension }) => (
                  <li key={id}>
                    <PhoneNumber
                      phone={phone}
                      extension={extension}
                      contact={contact}
                      member={member}
                      listed={listed.get(phone)}
                    />
                  </li>
                ))}
              </ul>
            </Cell>
            <Cell className="max-md:pl-11 max-md:empty:hidden">
              {contact.calls.map((call) => (
                <span key={call.id} className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <DirectionIcon call={call} className="max-md:hidden" />
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
