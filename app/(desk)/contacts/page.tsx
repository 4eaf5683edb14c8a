import { ListChecks, Search, Upload, UserPlus, Users } from "lucide-react";
import type { Metadata } from "next";
import { ContactRows } from "@/components/contact-list/contact-rows";
import { FilterChips } from "@/components/contact-list/filter-chips";
import { Filters } from "@/components/contact-list/filters";
import { Selection } from "@/components/contact-list/selection";
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
import { pairOf, partsOf, queryOf, sortText, viewAddress } from "@/lib/contact-list/address";
import { filterChoices, sortOptions } from "@/lib/contact-list/choices";
import { readFilterNames } from "@/lib/contact-list/names";
import { ContactView, isWhole } from "@/lib/contact-list/schema";
import { listView, orderOf } from "@/lib/contact-list/store";
import { findListed } from "@/lib/do-not-call/store";
import { readFirstDay } from "@/lib/first-day/store";

export const metadata: Metadata = { title: "Contacts" };

const size = 50;
const exportAddress = "/api/contacts/export";

export default async function ContactsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const { db, tenant } = member;
  const view = ContactView.parse(await searchParams);
  const [{ rows, next }, options, firstDay] = await Promise.all([
    listView(db, view, { country: tenant.country_code, size }),
    readFilterNames(member),
    readFirstDay(member),
  ]);
  const listed = await findListed(
    db,
    tenant.id,
    rows.flatMap((row) => row.contact_phones.slice(0, 1).map(({ phone }) => phone)),
  );
  const names = {
    ...options,
    companies: rows.flatMap(({ company_id, company }) =>
      company_id ? { id: company_id, name: company } : [],
    ),
  };
  const none = rows.length === 0 && isWhole(view) && !view.after;
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
            <span className="flex flex-wrap gap-2">
              {rows.length > 0 && (
                <DownloadLink
                  href={viewAddress(view).replace("/contacts", exportAddress)}
                  className="h-11 md:h-9"
                >
                  Export
                </DownloadLink>
              )}
              {rows.length > 0 && !view.filter.asked.includes("archived") && (
                <LinkButton
                  href={newCallListAddress(
                    partsOf(view.filter).length > 0
                      ? { view: queryOf(view).toString() }
                      : { q: view.q },
                  )}
                >
                  <ListChecks aria-hidden className="size-4" />
                  Call these contacts
                </LinkButton>
              )}
              {bring}
              {add}
            </span>
          )
        }
      />
      <Checklist member={member} state={firstDay} />
      {!none && (
        <Filters
          q={view.q}
          choices={filterChoices(view.filter, options)}
          sort={{
            ...{ name: "sort", label: "Sort", options: sortOptions },
            chosen: view.sort ? sortText(view.sort) : "",
          }}
          kept={partsOf(view.filter).map(pairOf)}
          chips={<FilterChips view={view} names={names} />}
        />
      )}
      <Card flush>
        {rows.length > 0 && (
          <Selection
            key={viewAddress(view, view.after)}
            view={queryOf(view).toString()}
            hasMore={Boolean(next ?? view.after)}
            choices={{
              people: options.people.filter(({ removed }) => !removed),
              stages: options.stages.filter(({ archived }) => !archived),
              tags: options.tags,
              archived: view.filter.asked.includes("archived"),
            }}
          >
            <ContactRows
              contacts={rows}
              order={orderOf(view)}
              view={view}
              names={names}
              listed={listed}
              member={member}
            />
          </Selection>
        )}
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
        {rows.length === 0 && !none && (
          <EmptyState
            icon={<Search />}
            title={view.q ? `Nothing found for “${view.q}”` : "No contacts match"}
            action={<LinkButton href="/contacts">Show all contacts</LinkButton>}
          >
            Search by name, company or number, or take a filter off.
          </EmptyState>
        )}
      </Card>
      <Pager
        label="Pages of contacts"
        first={view.after ? { href: viewAddress(view), label: "First page" } : undefined}
        next={next ? { href: viewAddress(view, next), label: "Next page" } : undefined}
      />
    </>
  );
}
