import { PhoneNumber } from "@/components/contacts/phone-number";
import { Hint } from "@/components/ui/hint";
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
        <Hint
          face={
            <>
              +{others.length}
              <span className="sr-only"> more of {contact.name}</span>
            </>
          }
        >
          {others.map(({ id, phone, extension, label }) => (
            <span key={id} className="block py-0.5">
              {formatPhone(phone, member.tenant.country_code, extension)}{" "}
              <span className="text-muted capitalize">{label}</span>
            </span>
          ))}
        </Hint>
      )}
    </span>
  );
}
