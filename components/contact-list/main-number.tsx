import { PhoneNumber } from "@/components/contacts/phone-number";
import type { Member } from "@/lib/auth/member";
import type { ListedContact } from "@/lib/contact-list/store";
import { formatPhone } from "@/lib/core/phone";
import type { ListedNumber } from "@/lib/do-not-call/store";

/** A contact's main number with its phone icon, and how many more there are. */
export function MainNumber({
  contact,
  listed,
  member,
}: {
  contact: ListedContact;
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
    <span className="flex items-center gap-1.5 text-[13px] whitespace-nowrap md:[&_.flex-wrap]:flex-nowrap">
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
