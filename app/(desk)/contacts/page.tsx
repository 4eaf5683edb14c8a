import { ListChecks, Search, Upload, UserPlus, Users } from "lucide-react";
import type { Metadata } from "next";
import { ContactSearch } from "@/components/contacts/contact-search";
import { ContactTable } from "@/components/contacts/contact-table";
import { Checklist } from "@/components/first-day/checklist";
import { Live } from "@/components/live/live";
import { Card } from "@/components/ui/card";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { requireMember } from "@/lib/auth/member";
import { newCallListAddress } from "@/lib/call-lists/address";
import { ListContacts } from "@/lib/contacts/schema";
import { listContacts, searchContacts } from "@/lib/contacts/store";
import { findListed } from "@/lib/do-not-call/store";
import { readFirstDay } from "@/lib/first-day/store";

export const metadata: Metadata = { title: "Contacts" };

const pageSize = 50;
const maxFound = 100;

export default async function ContactsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const { db, tenant } = member;
  const { q, after } = ListContacts.parse(await searchParams);
  const found = q
    ? searchContacts(db, q, { country: tenant.country_code, size: maxFound }).then((rows) => ({
        rows,
        next: undefined,
      }))
    : listContacts(db, tenant.id, { after, size: pageSize });
  const [{ rows, next }, firstDay] = await Promise.all([found, readFirstDay(member)]);
  const numbers = rows.flatMap((row) => row.contact_phones.map(({ phone }) => phone));
  const listed = await findListed(db, tenant.id, numbers);
  const none = rows.length === 0 && !q && !after;

  const add = (
    <LinkButton variant="primary" href="/contacts/new">
      <UserPlus aria-hidden className="size-4" />
      New contact
    </LinkButton>
  );
  const bring = (
    <LinkButton href="/contacts/import">
      <Upload aria-hidden className="size-4" />
      Import
    </LinkButton>
  );

  return (
    <>
      <Live
        on={[
          { subject: "contacts" },
          { subject: "contact_imports" },
          { subject: "calls", contact_id: rows.map(({ id }) => id) },
        ]}
      />
      <PageHeader
        title="Contacts"
        actions={
          !none && (
            <>
              {bring}
              {add}
            </>
          )
        }
      />
      <Checklist member={member} state={firstDay} />
      {!none && (
        <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
          <div className="min-w-0 flex-1 basis-64 md:max-w-md">
            <ContactSearch query={q} />
          </div>
          {rows.length > 0 && (
            <div className="flex flex-wrap gap-2">
              <DownloadLink
                href={`/api/contacts/export${q ? `?q=${encodeURIComponent(q)}` : ""}`}
                className="md:h-9"
              >
                Export
              </DownloadLink>
              <LinkButton href={newCallListAddress({ q })}>
                <ListChecks aria-hidden className="size-4" />
                Call these contacts
              </LinkButton>
            </div>
          )}
        </div>
      )}
      <Card flush>
        {rows.length > 0 && <ContactTable contacts={rows} listed={listed} member={member} />}
        {none && (
          <EmptyState
            icon={<Users />}
            title="No contacts yet"
            action={
              <div className="flex flex-wrap justify-center gap-2">
                {add}
                {bring}
              </div>
            }
          >
            Add the first person you want to call, or import a list. Their calls and recordings will
            be kept here.
          </EmptyState>
        )}
        {rows.length === 0 && q && (
          <EmptyState
            icon={<Search />}
            title={`Nothing found for “${q}”`}
            action={<LinkButton href="/contacts">Show all contacts</LinkButton>}
          >
            Search by name, company or number.
          </EmptyState>
        )}
      </Card>
      {rows.length === maxFound && q && (
        <p className="mt-4 text-sm text-muted">
          At least {maxFound} contacts match; these are {maxFound} of them. Type more to narrow them
          down.
        </p>
      )}
      <Pager
        label="Pages of contacts"
        first={after ? { href: "/contacts", label: "First page" } : undefined}
        next={next ? { href: `/contacts?after=${next}`, label: "Next page" } : undefined}
      />
    </>
  );
}
