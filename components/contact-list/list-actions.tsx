import { ListChecks, Upload, UserPlus } from "lucide-react";
import { DownloadLink } from "@/components/ui/download-link";
import { LinkButton } from "@/components/ui/link-button";
import { newCallListAddress } from "@/lib/call-lists/address";
import { partsOf, queryOf } from "@/lib/contact-list/address";
import type { ContactView } from "@/lib/contact-list/schema";

/** What can be done with all contacts of the list; adding and importing are always there. */
export function ListActions({ view, hasRows }: { view: ContactView; hasRows: boolean }) {
  const query = queryOf(view).toString();
  const isFiltered = partsOf(view.filter).length > 0;
  return (
    <span className="flex flex-wrap gap-2">
      {hasRows && (
        <DownloadLink href={`/api/contacts/export?${query}`} className="h-11 md:h-9">
          Export
        </DownloadLink>
      )}
      {hasRows && !view.filter.asked.includes("archived") && (
        <LinkButton href={newCallListAddress(isFiltered ? { view: query } : { q: view.q })}>
          <ListChecks aria-hidden className="size-4" />
          Call these contacts
        </LinkButton>
      )}
      <ImportContacts />
      <NewContact />
    </span>
  );
}

export function NewContact() {
  return (
    <LinkButton variant="primary" href="/contacts/new">
      <UserPlus aria-hidden className="size-4" />
      New contact
    </LinkButton>
  );
}

export function ImportContacts() {
  return (
    <LinkButton href="/contacts/import">
      <Upload aria-hidden className="size-4" />
      Import
    </LinkButton>
  );
}
