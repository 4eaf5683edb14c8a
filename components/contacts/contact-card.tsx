import { Pencil } from "lucide-react";
import { Suspense } from "react";
import { CallFromField } from "@/components/calls/call-from";
import { PersonPresence } from "@/components/colleagues/person-presence";
import { contactDetails } from "@/components/contacts/contact-details";
import { EditLink } from "@/components/contacts/edit-link";
import { PhoneNumber } from "@/components/contacts/phone-number";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import type { ContactField } from "@/lib/contact-fields/types";
import type { Contact, Sharer } from "@/lib/contacts/store";
import type { ListedNumber } from "@/lib/do-not-call/store";
import { mergePath } from "@/lib/merges/side";

/** What is known about a contact: numbers with their labels and phone icons, then every field. */
export function ContactCard({
  contact,
  fields,
  sharers,
  listed,
  blocked,
  optedOut,
  member,
  now,
}: {
  contact: Contact;
  /** The company's own fields. */
  fields: ContactField[];
  sharers: Sharer[];
  /** The do-not-call list's entries, by number. */
  listed: Map<string, ListedNumber>;
  blocked: Set<string>;
  /** Numbers that asked for no more texts. */
  optedOut: Set<string>;
  member: Member;
  now: Date;
}) {
  const { id, contact_phones: phones } = contact;
  const { owner_id: ownerId, profiles: owner } = contact;
  const shownOwner = owner && ownerId && (
    <span className="inline-flex items-center gap-2">
      {owner.name}
      <Suspense>
        <PersonPresence id={ownerId} member={member} />
      </Suspense>
    </span>
  );
  const details = contactDetails(contact, fields, shownOwner, now);
  return (
    <Card
      title="Details"
      actions={
        <EditLink id={id} field="name" label="Edit details" hotkey="e">
          <Pencil aria-hidden className="size-4" />
        </EditLink>
      }
    >
      {phones.length > 0 ? (
        <div className="flex flex-col gap-3">
          <ul aria-label="Numbers" className="flex flex-col gap-3">
            {phones.map(({ id: phoneId, phone, extension, label }, index) => (
              <li key={phoneId}>
                <PhoneNumber
                  phone={phone}
                  extension={extension}
                  label={index === 0 && phones.length > 1 ? `${label} · main` : label}
                  contact={contact}
                  member={member}
                  listed={listed.get(phone)}
                  isBlocked={blocked.has(phone)}
                  isOptedOut={optedOut.has(phone)}
                  offersList
                />
                {sharers
                  .filter((sharer) => sharer.phone === phone)
                  .map(({ contacts: other }) => (
                    <p key={other.id} className="mt-1 pl-13 text-xs text-muted md:pl-10">
                      Also <TextLink href={`/contacts/${other.id}`}>{other.name}</TextLink>’s number
                      · <TextLink href={mergePath(id, other.id)}>Merge</TextLink>
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
          <EditLink id={id} field="phone">
            Add one to call {contact.name}
          </EditLink>
        </p>
      )}
      <dl className="mt-5 grid grid-cols-[minmax(5.5rem,auto)_1fr] gap-x-4 gap-y-2.5 border-t border-line pt-5 text-sm">
        {details.map(({ name, label, value }) => (
          <div key={name} className="contents">
            <dt>
              <EditLink id={id} field={name} label={`Edit ${label.toLowerCase()}`}>
                {label}
              </EditLink>
            </dt>
            <dd className="min-w-0 break-words text-ink">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
