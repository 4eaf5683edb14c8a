import type { Metadata } from "next";
import { ContactSearch } from "@/components/contacts/contact-search";
import { WhomList } from "@/components/logged-calls/whom-list";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/member";
import { ListContacts } from "@/lib/contacts/schema";
import { listContacts, searchContacts } from "@/lib/contacts/store";

export const metadata: Metadata = { title: "Log a call" };

const size = 10;

/** Whom the call was with; its form is on a page of the contact's. */
export default async function LogCallWithPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const { db, tenant } = await requireMember();
  const { q } = ListContacts.parse(await searchParams);
  const contacts = q
    ? await searchContacts(db, q, { country: tenant.country_code, size })
    : (await listContacts(db, tenant.id, { size })).rows;
  return (
    <div className="max-w-2xl">
      <PageHeader title="Log a call" description="Who was the call with?" />
      <div className="mb-4">
        <ContactSearch query={q} action="/calls/log" autoFocus />
      </div>
      <Card flush>
        <WhomList contacts={contacts} country={tenant.country_code} />
      </Card>
    </div>
  );
}
