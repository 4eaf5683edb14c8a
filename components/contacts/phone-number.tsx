import { BlockButton } from "@/components/blocking/block-button";
import { CallButton } from "@/components/calls/call-button";
import { ListButton } from "@/components/do-not-call/list-button";
import { ListedButton } from "@/components/do-not-call/listed-button";
import { TextButton } from "@/components/messages/text-button";
import { Badge } from "@/components/ui/badge";
import { atLeast, type Member } from "@/lib/auth/member";
import { formatPhone, withExtension } from "@/lib/core/phone";
import type { ListedNumber } from "@/lib/do-not-call/store";

/**
 * A contact's number as people of the tenant's country read it, with its phone icon, or why it is
 * not to be called.
 */
export function PhoneNumber({
  phone,
  extension,
  label,
  contact,
  member,
  listed,
  isBlocked = false,
  isOptedOut = false,
  offersList = false,
  inOneLine = false,
}: {
  phone: string;
  extension: string;
  label?: string;
  contact: { id: string; name: string };
  member: Member;
  /** Its entry in the do-not-call list. */
  listed?: ListedNumber;
  isBlocked?: boolean;
  /** It asked for no more texts. */
  isOptedOut?: boolean;
  /** It can be texted and blocked here; managers and admins can put it on the list. */
  offersList?: boolean;
  /** Its label stands beside it, not below. */
  inOneLine?: boolean;
}) {
  const { country_code } = member.tenant;
  const spoken = formatPhone(phone, country_code, extension);
  return (
    <span className="flex items-center gap-1.5">
      {listed ? (
        <ListedButton listed={listed} member={member} />
      ) : (
        <CallButton
          to={withExtension(phone, extension)}
          spoken={spoken}
          name={contact.name}
          contactId={contact.id}
        />
      )}
      {offersList && !extension && <TextButton to={phone} spoken={spoken} contact={contact} />}
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="whitespace-nowrap text-ink tabular-nums">{spoken}</span>
          {label && inOneLine && <span className="text-[13px] text-muted capitalize">{label}</span>}
          {listed && <Badge>Do not call</Badge>}
          {isBlocked && <Badge>Blocked</Badge>}
          {isOptedOut && <Badge tone="warn">Opted out of texts</Badge>}
        </span>
        {label && !inOneLine && (
          <span className="block text-xs text-muted capitalize">{label}</span>
        )}
      </span>
      {offersList && (
        <span className="-mr-1.5 ml-auto flex shrink-0 -space-x-1.5">
          {!isBlocked && <BlockButton number={phone} spoken={formatPhone(phone, country_code)} />}
          {!listed && atLeast(member, "manager") && (
            <ListButton number={phone} spoken={formatPhone(phone, country_code)} />
          )}
        </span>
      )}
    </span>
  );
}
