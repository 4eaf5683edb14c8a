import { type Allowed, isAllowed } from "@/lib/core/destination";

type Entry = { id: string; contacts: { contact_phones: { phone: string }[] } | null };

/** Who of a list has numbers (E.164), and none that the company may call. */
export function idsNotAllowed(entries: readonly Entry[], allowed: Allowed): string[] {
  return entries
    .filter(({ contacts }) => {
      const phones = contacts?.contact_phones ?? [];
      return phones.length > 0 && !phones.some(({ phone }) => isAllowed(phone, allowed));
    })
    .map(({ id }) => id);
}
