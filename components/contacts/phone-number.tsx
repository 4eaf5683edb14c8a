import { CallButton } from "@/components/calls/call-button";
import { formatPhone } from "@/lib/phone";

/** A contact's number as people of the tenant's country read it, with its phone icon. */
export function PhoneNumber({
  phone,
  label,
  contact,
  country,
}: {
  phone: string;
  label?: string;
  contact: { id: string; name: string };
  country: string;
}) {
  const spoken = formatPhone(phone, country);
  return (
    <span className="flex items-center gap-2">
      <CallButton to={phone} spoken={spoken} name={contact.name} contactId={contact.id} />
      <span className="min-w-0">
        <span className="block whitespace-nowrap text-ink tabular-nums">{spoken}</span>
        {label && <span className="block text-xs text-muted capitalize">{label}</span>}
      </span>
    </span>
  );
}
