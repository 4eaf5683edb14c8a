import { CalendarPlus, Ellipsis, Merge, Pencil, PhoneForwarded, UserRound } from "lucide-react";
import { CallButton } from "@/components/calls/call-button";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { iconButtonClass } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { MenuLink } from "@/components/ui/menu-item";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import type { Contact } from "@/lib/contacts/store";
import { formatPhone, withExtension } from "@/lib/core/phone";
import { mergePath } from "@/lib/merges/side";

/** Who a contact is, with the one thing to do first: call the main number that may be called. */
export function ContactHeader({
  contact,
  member,
  listed,
}: {
  contact: Contact;
  member: Member;
  /** Numbers on the do-not-call list. */
  listed: { has(number: string): boolean };
}) {
  const { id, name, company, company_id, title, profiles: owner } = contact;
  const { contact_phones: phones, contact_stages: stage } = contact;
  const main = phones.find(({ phone }) => !listed.has(phone));
  const spoken = main && formatPhone(main.phone, member.tenant.country_code, main.extension);
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-4">
      <div className="flex min-w-0 flex-1 basis-64 items-center gap-3">
        <Avatar name={name} size="lg" />
        <div className="min-w-0">
          <h1 className="text-xl font-semibold tracking-tight break-words text-ink">{name}</h1>
          <p className="flex flex-wrap items-center gap-x-3 text-muted empty:hidden">
            {title && <span className="break-words">{title}</span>}
            {company_id && (
              <TextLink href={`/companies/${company_id}`} className="break-words">
                {company}
              </TextLink>
            )}
            {stage && <Badge tone="accent">{stage.name}</Badge>}
            {owner && (
              <span className="flex items-center gap-1">
                <UserRound aria-hidden className="size-3.5" />
                {owner.name}
                <span className="sr-only">, owner</span>
              </span>
            )}
          </p>
        </div>
      </div>
      <div className="flex gap-2 max-sm:w-full">
        {main && (
          <CallButton
            to={withExtension(main.phone, main.extension)}
            spoken={spoken ?? ""}
            name={name}
            contactId={id}
            face={`Call ${spoken}`}
            className="max-sm:flex-1"
          />
        )}
        <Menu
          label={`${name}: actions`}
          face={<Ellipsis aria-hidden />}
          className={`${iconButtonClass} md:size-9`}
        >
          <MenuLink href={`/contacts/${id}/edit`}>
            <Pencil aria-hidden />
            Edit
          </MenuLink>
          <MenuLink href={`/contacts/${id}/log-call`}>
            <PhoneForwarded aria-hidden />
            Log a call
          </MenuLink>
          <MenuLink href={`/calendar/new?contact=${id}`}>
            <CalendarPlus aria-hidden />
            Book
          </MenuLink>
          <MenuLink href={mergePath(id)}>
            <Merge aria-hidden />
            Merge with…
          </MenuLink>
        </Menu>
      </div>
    </header>
  );
}
