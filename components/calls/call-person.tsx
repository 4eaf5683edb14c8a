import { UserPlus } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";
import type { CallDetail } from "@/lib/call-log/call";
import { formatPhone, isDialable } from "@/lib/core/phone";

/** Whom a call was with: the contact, or the way to add them. */
export function CallPerson({ call, country }: { call: CallDetail; country: string }) {
  const { contacts: contact } = call;
  const number = formatPhone(call.customer_number, country);
  if (!contact) {
    return (
      <Card title="Not in your contacts">
        <p className="whitespace-nowrap text-ink tabular-nums">{number}</p>
        {isDialable(call.customer_number) ? (
          <LinkButton
            size="sm"
            className="mt-3"
            href={`/contacts/new?phone=${encodeURIComponent(call.customer_number)}`}
          >
            <UserPlus aria-hidden className="size-4" />
            Create contact
          </LinkButton>
        ) : (
          <p className="mt-1 text-[13px] text-muted">
            The caller doesn't show their number, so nobody can call back.
          </p>
        )}
      </Card>
    );
  }
  return (
    <section
      aria-label="Contact"
      className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5"
    >
      <div className="flex items-center gap-3">
        <Avatar name={contact.name} size="lg" />
        <div className="min-w-0">
          <TextLink
            href={`/contacts/${contact.id}`}
            className="block font-semibold break-words text-ink"
          >
            {contact.name}
          </TextLink>
          {contact.company && <p className="break-words text-muted">{contact.company}</p>}
        </div>
      </div>
      <Facts
        items={[
          { label: "Number", value: number },
          { label: "Email", value: mainEmail(contact.contact_emails) },
          { label: "Owner", value: contact.profiles?.name },
        ]}
      />
    </section>
  );
}

const mainEmail = (emails: { email: string; position: number }[]) =>
  emails.toSorted((one, other) => one.position - other.position)[0]?.email;
