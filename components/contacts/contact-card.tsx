import { clsx } from "clsx";
import { Mail, Pencil, UserRound } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CallFrom } from "@/components/calls/call-from";
import { PhoneNumber } from "@/components/contacts/phone-number";
import { Avatar } from "@/components/ui/avatar";
import { iconButtonClass } from "@/components/ui/icon-button";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import type { Contact, Sharer } from "@/lib/contacts/store";
import type { ListedNumber } from "@/lib/do-not-call/store";
import type { CallerNumber } from "@/lib/numbers/store";
import { nameOfNumber } from "@/lib/numbers/words";

/** Who a contact is: name, numbers with their phone icons, the rest of what is known, notes. */
export function ContactCard({
  contact,
  sharers,
  listed,
  member,
  own,
}: {
  contact: Contact;
  sharers: Sharer[];
  /** The do-not-call list's entries, by number. */
  listed: Map<string, ListedNumber>;
  member: Member;
  /** The company's numbers, one of which a call shows. */
  own: CallerNumber[];
}) {
  const { name, company, email, profiles: owner, contact_phones: phones } = contact;
  return (
    <section
      aria-label="Contact"
      className="flex flex-col gap-5 rounded-xl border border-line bg-surface p-5"
    >
      <header className="flex items-center gap-3">
        <Avatar name={name} size="lg" />
        <div className="min-w-0 flex-1">
          <h1 className="text-xl font-semibold tracking-tight break-words text-ink">{name}</h1>
          {company && <p className="break-words text-muted">{company}</p>}
        </div>
        <Link
          href={`/contacts/${contact.id}/edit`}
          aria-label="Edit"
          title="Edit"
          className={clsx(iconButtonClass, "self-start")}
        >
          <Pencil aria-hidden />
        </Link>
      </header>
      {phones.length > 0 ? (
        <CallFrom
          numbers={own.map(({ id, chosen, ...number }) => ({
            id,
            chosen,
            label: nameOfNumber(number, member.tenant.country_code),
          }))}
        >
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
        </CallFrom>
      ) : (
        <p className="text-muted">
          No number yet.{" "}
          <TextLink href={`/contacts/${contact.id}/edit`}>Add one to call {name}</TextLink>
        </p>
      )}
      {(email || owner) && (
        <ul className="flex flex-col gap-2.5 border-t border-line pt-5">
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
    </section>
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
