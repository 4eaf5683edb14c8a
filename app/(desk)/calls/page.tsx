import { PhoneCall, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { CallFigures, CallFiguresSpace } from "@/components/calls/call-figures";
import { CallFilters } from "@/components/calls/call-filters";
import { CallTable } from "@/components/calls/call-table";
import { FilterChips } from "@/components/calls/filter-chips";
import { Live } from "@/components/live/live";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { requireMember } from "@/lib/auth/member";
import { readCursor } from "@/lib/call-log/cursor";
import { listCalls } from "@/lib/call-log/list";
import { LogFilters, logAddress } from "@/lib/call-log/schema";
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
  const [people, { rows, next }] = await Promise.all([
    listColleagues(db, tenant.id, { former: true }),
    listCalls(db, tenant.id, filters, tenant.time_zone, { before, size: pageSize }),
  ]);
  const start = logAddress(filters);
  const filtered = start !== "/calls";

  return (
    <>
      <Live on={[{ subject: "calls" }]} />
      <PageHeader title="Calls" />
      {!filtered && !before && (
        <Suspense fallback={<CallFiguresSpace />}>
          <CallFigures member={member} />
        </Suspense>
      )}
      <div className="mb-4">
        <CallFilters key={start} filters={filters} people={people} />
        <FilterChips filters={filters} people={people} />
      </div>
      <Card flush>
        {rows.length > 0 && <CallTable calls={rows} member={member} />}
        {rows.length === 0 && filtered && (
          <EmptyState
            icon={<SearchX />}
            title="No calls match"
            action={<LinkButton href="/calls">Show all calls</LinkButton>}
          >
            Nothing fits all of these filters.
          </EmptyState>
        )}
        {rows.length === 0 && !filtered && (
          <EmptyState
            icon={<PhoneCall />}
            title={before ? "No older calls" : "No calls yet"}
            action={<LinkButton href="/contacts">Go to contacts</LinkButton>}
          >
            Click the phone icon next to a contact's number to place the first one.
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
