import { SearchX, UserPlus } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import type { ContactRow } from "@/lib/contacts/store";
import { formatPhone } from "@/lib/core/phone";

type Listed = Pick<ContactRow, "id" | "name" | "company" | "contact_phones">;

/** Contacts to log a call with, each a link to its form. */
export function WhomList({ contacts, country }: { contacts: Listed[]; country: string }) {
  if (contacts.length === 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No contacts found"
        action={
          <LinkButton href="/contacts/new">
            <UserPlus aria-hidden className="size-4" />
            New contact
          </LinkButton>
        }
      >
        Search by name, company or number, or add the contact first.
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Contacts" className="divide-y divide-line">
      {contacts.map(({ id, name, company, contact_phones: [main] }) => {
        const number = main && formatPhone(main.phone, country, main.extension);
        const detail = [company, number].filter(Boolean).join(" · ");
        return (
          <li key={id}>
            <Link
              href={`/contacts/${id}/log-call`}
              prefetch={false}
              className="flex flex-wrap items-baseline gap-x-3 px-5 py-3 -outline-offset-2 hover:bg-sunken/60"
            >
              <span className="font-medium break-words text-ink">{name}</span>
              <span className="text-[13px] break-words text-muted tabular-nums">{detail}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
