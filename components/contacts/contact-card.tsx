import { Mail, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { CallFromField } from "@/components/calls/call-from";
import { PhoneNumber } from "@/components/contacts/phone-number";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import type { Contact, Sharer } from "@/lib/contacts/store";
import type { ListedNumber } from "@/lib/do-not-call/store";

/** What is known about a contact: numbers with their labels and phone icons, email, owner. */
export function ContactCard({
  contact,
  sharers,
  listed,
  member,
}: {
  contact: Contact;
  sharers: Sharer[];
  /** The do-not-call list's entries, by number. */
  listed: Map<string, ListedNumber>;
  member: Member;
}) {
  const { name, email, profiles: owner, contact_phones: phones } = contact;
  return (
    <Card title="Details">
      {phones.length > 0 ? (
        <div className="flex flex-col gap-3">
          <ul aria-label="Numbers" className="flex flex-col gap-3">
            {phones.map(({ id, phone, extension, label }) => (
              <li key={id}>
                <PhoneNumber
                  phone={phone}
                  extension={extension}
                  label={label}
                  contact={contact}
                  member={member}
                  listed={listed.get(phone)}
                  offersList
                />
                {sharers
                  .filter((sharer) => sharer.phone === phone)
                  .map(({ contacts: other }) => (
                    <p key={other.id} className="mt-1 pl-13 text-xs text-muted md:pl-10">
                      Also <TextLink href={`/contacts/${other.id}`}>{other.name}</TextLink>’s number
                    </p>
                  ))}
              </li>
            ))}
          </ul>
          <CallFromField />
        </div>
      ) : (
        <p className="text-muted">
          No number yet.{" "}
          <TextLink href={`/contacts/${contact.id}/edit`}>Add one to call {name}</TextLink>
        </p>
      )}
      {(email || owner) && (
        <ul className="mt-5 flex flex-col gap-2.5 border-t border-line pt-5">
          {email && (
            <Detail icon={<Mail aria-hidden />}>
              <a
                href={`mailto:${email}`}
                className="rounded-sm break-words text-accent-text underline-offset-4 hover:underline"
              >
                {email}
              </a>
            </Detail>
          )}
          {owner && (
            <Detail icon={<UserRound aria-hidden />}>
              {owner.name} <span className="text-muted">· owner</span>
            </Detail>
          )}
        </ul>
      )}
    </Card>
  );
}

function Detail({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-2.5 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted">
      {icon}
      <span className="min-w-0">{children}</span>
    </li>
  );
}
