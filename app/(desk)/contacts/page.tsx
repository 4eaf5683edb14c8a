import type { Metadata } from "next";
import { ContactRows } from "@/components/contact-list/contact-rows";
import { FilterChips } from "@/components/contact-list/filter-chips";
import { Filters } from "@/components/contact-list/filters";
import { ListActions } from "@/components/contact-list/list-actions";
import { NoContacts, NoMatch } from "@/components/contact-list/nobody";
import { Selection } from "@/components/contact-list/selection";
import { Views } from "@/components/contact-views/views";
import { Checklist } from "@/components/first-day/checklist";
import { Live } from "@/components/live/live";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { requireMember } from "@/lib/auth/member";
import { formPairs, partsOf, queryOf, sortText, viewAddress } from "@/lib/contact-list/address";
import {
  columnChoices,
  filterChoices,
  sortOptions,
  typedChoices,
} from "@/lib/contact-list/choices";
import { usualColumns } from "@/lib/contact-list/columns";
import { ContactView, isWhole } from "@/lib/contact-list/schema";
import { orderOf } from "@/lib/contact-list/store";
import { countWords, isGone } from "@/lib/contact-list/words";
import { readList } from "@/lib/contact-views/read-list";
import { findListed } from "@/lib/do-not-call/store";
import { readFirstDay } from "@/lib/first-day/store";

export const metadata: Metadata = { title: "Contacts" };

const size = 50;

export default async function ContactsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const { db, tenant } = member;
  const asked = ContactView.parse(await searchParams);
  const [list, firstDay] = await Promise.all([readList(member, asked, size), readFirstDay(member)]);
  const { rows, next, count, options, names, opened, views } = list;
  const { view } = opened;
  const listed = await findListed(
    db,
    tenant.id,
    rows.flatMap((row) => row.contact_phones.slice(0, 1).map(({ phone }) => phone)),
  );
  const none = rows.length === 0 && isWhole(view) && !view.after;
  const columns = columnChoices(options.fields);
  const chosen = view.columns ?? usualColumns;
  const isArchive = view.filter.asked.includes("archived");

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
        actions={!none && <ListActions view={view} hasRows={rows.length > 0} />}
      />
      <Checklist member={member} state={firstDay} />
      {(!none || views.length > 0) && (
        <Views member={member} views={views} opened={opened} columns={columns} chosen={chosen} />
      )}
      {opened.isGone && (
        <Notice tone="warn" title="This view doesn't exist any more">
          It was deleted, or is no longer shared with you.
        </Notice>
      )}
      {!none && (
        <Filters
          q={view.q}
          choices={filterChoices(view.filter, options)}
          typed={typedChoices(view.filter, options.fields)}
          sort={{
            ...{ name: "sort", label: "Sort", options: sortOptions },
            chosen: view.sort ? sortText(view.sort) : "",
          }}
          kept={formPairs(view, ["q", "sort"])}
          chips={<FilterChips view={view} names={names} />}
        />
      )}
      {rows.length > 0 && (
        <p role="status" className="mb-2 text-[13px] text-muted tabular-nums">
          {countWords(count)}
        </p>
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
              archived: isArchive,
            }}
          >
            <ContactRows
              contacts={rows}
              columns={columns.filter(({ id }) => chosen.includes(id))}
              order={orderOf(view)}
              view={view}
              names={names}
              listed={listed}
              member={member}
            />
          </Selection>
        )}
        {none && <NoContacts />}
        {rows.length === 0 && !none && (
          <NoMatch q={view.q} isGone={partsOf(view.filter).some((part) => isGone(part, names))} />
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
