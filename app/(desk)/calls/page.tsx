import { Hourglass, PhoneCall, SearchX, Users } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { CallFigures, CallFiguresSpace } from "@/components/calls/call-figures";
import { CallFilters } from "@/components/calls/call-filters";
import { CallTable } from "@/components/calls/call-table";
import { FiguresByPerson } from "@/components/calls/figures-by-person";
import { Checklist } from "@/components/first-day/checklist";
import { Live } from "@/components/live/live";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { atLeast, type Member, requireMember } from "@/lib/auth/member";
import { type Cursor, readCursor } from "@/lib/call-log/cursor";
import { listCalls, searchCalls } from "@/lib/call-log/list";
import { LogFilters, logAddress } from "@/lib/call-log/schema";
import { listDispositions } from "@/lib/dispositions/store";
import { findListed } from "@/lib/do-not-call/store";
import { readFirstDay } from "@/lib/first-day/store";
import { listPhoneNumbers } from "@/lib/numbers/store";
import { nameOfNumber } from "@/lib/numbers/words";
import { listColleagues } from "@/lib/team/store";

export const metadata: Metadata = { title: "Calls" };

const pageSize = 50;

export default async function CallsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const { db, tenant } = member;
  const query = await searchParams;
  const filters = LogFilters.parse(query);
  const before = readCursor(query.before);
  const [people, own, { rows, next }, firstDay, outcomes] = await Promise.all([
    listColleagues(db, tenant.id, { former: true }),
    listPhoneNumbers(db, tenant.id, { removed: true }),
    readCalls(member, filters, { before, size: pageSize }),
    readFirstDay(member),
    listDispositions(db, tenant.id, { archived: true }),
  ]);
  const listed = await findListed(
    db,
    tenant.id,
    rows.map(({ customer_number }) => customer_number),
  );
  const numbers = own.map((number) => ({
    id: number.id,
    label: nameOfNumber(number, tenant.country_code),
  }));
  const start = logAddress(filters);
  const filtered = logAddress({ ...filters, by: undefined }) !== "/calls";
  const byPerson = filters.by && atLeast(member, "manager");

  return (
    <>
      <Live on={[{ subject: "calls" }]} />
      <PageHeader
        title="Calls"
        actions={
          <>
            {atLeast(member, "manager") && (
              <LinkButton href="/queue" size="sm" className="md:hidden">
                <Hourglass aria-hidden className="size-4" />
                Queue
              </LinkButton>
            )}
            {tenant.rooms_url !== null && (
              <LinkButton href="/settings/team?meet=1" size="sm">
                <Users aria-hidden className="size-4" />
                Start a meeting
              </LinkButton>
            )}
          </>
        }
      />
      <Checklist member={member} state={firstDay} />
      {!before && !filters.q && (rows.length > 0 || filtered) && (
        <Suspense fallback={<CallFiguresSpace filters={filters} />}>
          <CallFigures filters={filters} people={people} member={member} />
        </Suspense>
      )}
      {byPerson && !before && (
        <Suspense>
          <FiguresByPerson filters={filters} people={people} member={member} />
        </Suspense>
      )}
      {(rows.length > 0 || filtered || before) && (
        <CallFilters
          key={logAddress({ ...filters, q: undefined })}
          filters={filters}
          people={people}
          numbers={numbers}
          outcomes={outcomes.filter(({ id, archived_at }) => !archived_at || id === filters.said)}
        />
      )}
      <Card flush>
        {rows.length > 0 && <CallTable {...{ calls: rows, listed, outcomes, people, member }} />}
        {rows.length === 0 && filtered && (
          <EmptyState
            icon={<SearchX />}
            title="No calls match these filters"
            action={<LinkButton href="/calls">Show all calls</LinkButton>}
          >
            Choose fewer filters, or search by name, company or number.
          </EmptyState>
        )}
        {rows.length === 0 && !filtered && (
          <EmptyState
            icon={<PhoneCall />}
            title={before ? "No older calls" : "No calls yet"}
            action={<LinkButton href="/contacts">Go to contacts</LinkButton>}
          >
            Call a contact and the call shows up here, with its recording.
          </EmptyState>
        )}
      </Card>
      <Pager
        label="Pages of calls"
        first={before ? { href: start, label: "Newest calls" } : undefined}
        next={next ? { href: logAddress(filters, next), label: "Older calls" } : undefined}
      />
    </>
  );
}

function readCalls(
  { db, tenant }: Member,
  { q, ...filters }: LogFilters,
  page: { before?: Cursor; size: number },
) {
  const { id, time_zone: timeZone, country_code: country } = tenant;
  if (!q) return listCalls(db, id, filters, timeZone, page);
  return searchCalls(db, q, filters, { timeZone, country }, page);
}
