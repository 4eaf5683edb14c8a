import { Building2, Plus, Search } from "lucide-react";
import type { Metadata } from "next";
import { CompanyTable } from "@/components/companies/company-table";
import { ContactSearch } from "@/components/contacts/contact-search";
import { Live } from "@/components/live/live";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { requireMember } from "@/lib/auth/member";
import { ListCompanies } from "@/lib/companies/schema";
import { listCompanies, searchCompanies } from "@/lib/companies/store";
import { findListed } from "@/lib/do-not-call/store";

export const metadata: Metadata = { title: "Companies" };

const pageSize = 50;
const maxFound = 100;

export default async function CompaniesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const { db, tenant } = await requireMember();
  const { q, after } = ListCompanies.parse(await searchParams);
  const { rows, next } = q
    ? { rows: await searchCompanies(db, q, maxFound), next: undefined }
    : await listCompanies(db, tenant.id, { after, size: pageSize });
  const listed = await findListed(
    db,
    tenant.id,
    rows.flatMap(({ phone }) => phone ?? []),
  );
  const none = rows.length === 0 && !q && !after;
  const add = (
    <LinkButton variant="primary" href="/companies/new">
      <Plus aria-hidden className="size-4" />
      New company
    </LinkButton>
  );
  return (
    <>
      <Live on={[{ subject: "companies" }]} />
      <PageHeader title="Companies" actions={!none && add} />
      {!none && (
        <div className="mb-4 max-w-md">
          <ContactSearch
            action="/companies"
            label="Search companies"
            placeholder="Name"
            query={q}
          />
        </div>
      )}
      <Card flush>
        {rows.length > 0 && (
          <CompanyTable companies={rows} country={tenant.country_code} listed={listed} />
        )}
        {none && (
          <EmptyState icon={<Building2 />} title="No companies yet" action={add}>
            A company that you type on a contact comes here by itself.
          </EmptyState>
        )}
        {rows.length === 0 && q && (
          <EmptyState
            icon={<Search />}
            title={`Nothing found for “${q}”`}
            action={<LinkButton href="/companies">Show all companies</LinkButton>}
          />
        )}
      </Card>
      <Pager
        label="Pages of companies"
        first={after ? { href: "/companies", label: "First page" } : undefined}
        next={
          next
            ? { href: `/companies?${new URLSearchParams({ after: next })}`, label: "Next page" }
            : undefined
        }
      />
    </>
  );
}
