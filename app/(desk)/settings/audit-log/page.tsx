import { ScrollText, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { AuditFilters as Narrow } from "@/components/audit/audit-filters";
import { AuditList } from "@/components/audit/audit-list";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Pager } from "@/components/ui/pager";
import { AuditFilters, auditAddress, readAuditCursor } from "@/lib/audit/schema";
import { listAudit, readThings } from "@/lib/audit/store";
import { atLeast, requireMember } from "@/lib/auth/member";
import { listColleagues } from "@/lib/team/store";

export const metadata: Metadata = { title: "Activity log" };

const here = "/settings/audit-log";

export default async function AuditLogPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  if (!atLeast(member, "admin")) {
    return <AdminsOnly member={member} title="Only admins can see the activity log" />;
  }
  const { db, tenant } = member;
  const query = await searchParams;
  const filters = AuditFilters.parse(query);
  const before = readAuditCursor(query.before);
  const [people, { rows, next }] = await Promise.all([
    listColleagues(db, tenant.id, { former: true }),
    listAudit(db, tenant, filters, { before, size: 50 }),
  ]);
  const things = await readThings(db, tenant.id, rows);
  const known = people.map(({ user_id, name }): [string, string] => [user_id, name]);
  const start = auditAddress(here, filters);
  const filtered = start !== here;

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-md text-sm text-muted">
          Who did what, and when. Entries can't be changed or deleted.
        </p>
        <DownloadLink href={auditAddress("/api/audit-log", filters)}>Export as CSV</DownloadLink>
      </div>
      <Narrow key={start} filters={filters} people={people} />
      <Card flush>
        {rows.length > 0 ? (
          <AuditList
            rows={rows}
            names={new Map([...known, ...things])}
            timeZone={tenant.time_zone}
          />
        ) : (
          <Nothing filtered={filtered} paged={before !== undefined} />
        )}
      </Card>
      <Pager
        label="Pages of the activity log"
        first={before ? { href: start, label: "Newest" } : undefined}
        next={next ? { href: auditAddress(here, filters, next), label: "Older" } : undefined}
      />
    </div>
  );
}

function Nothing({ filtered, paged }: { filtered: boolean; paged: boolean }) {
  const all = <LinkButton href={here}>Show the whole log</LinkButton>;
  if (filtered) {
    return (
      <EmptyState icon={<SearchX />} title="No entries match" action={all}>
        Try other filters.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<ScrollText />}
      title={paged ? "No older entries" : "Nothing yet"}
      action={paged && all}
    >
      Sign-ins, settings, roles, exports, played recordings, deletions and refusals appear here.
    </EmptyState>
  );
}
