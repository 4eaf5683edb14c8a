import { History } from "lucide-react";
import { TimelineEntry } from "@/components/timeline/timeline-entry";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { Pager } from "@/components/ui/pager";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import { readCursor } from "@/lib/call-log/cursor";
import { namesOfContacts } from "@/lib/companies/names";
import { listCompanyTimeline } from "@/lib/companies/timeline";
import { listPhoneNumbers } from "@/lib/numbers/store";
import { listColleagues } from "@/lib/team/store";
import { kindNames, type Shown, timelinePath } from "@/lib/timeline/schema";

const pageSize = 25;

/** Everything that happened with a company's people, newest first, each entry with whom. */
export async function CompanyTimeline({
  companyId,
  member,
  show,
  before,
}: {
  companyId: string;
  member: Member;
  show?: Shown;
  before?: string;
}) {
  const { db, tenant } = member;
  const cursor = readCursor(before);
  const asked = { db, tenantId: tenant.id, companyId, before: cursor, size: pageSize };
  const [{ rows, next }, numbers, everyone] = await Promise.all([
    listCompanyTimeline(asked, show),
    listPhoneNumbers(db, tenant.id),
    listColleagues(db, tenant.id, { former: true }),
  ]);
  const names = await namesOfContacts(
    db,
    tenant.id,
    rows.map(({ contactId }) => contactId),
  );
  const people = new Map(everyone.map((person) => [person.user_id, person.name]));
  const around = { numbers, people, callable: new Set<string>(), now: new Date() };
  const path = (kind?: string, place?: string) =>
    timelinePath(`/companies/${companyId}`, kind, place);
  const links = [
    { href: path(), label: "All", current: !show },
    ...Object.entries(kindNames).map(([kind, label]) => ({
      ...{ href: path(kind), label, current: show === kind },
    })),
  ];
  return (
    <div className="min-w-0">
      <div className="mb-4 max-w-full overflow-x-auto">
        <FilterLinks label="Show" links={links} />
      </div>
      <Card flush>
        {rows.length > 0 ? (
          <ol aria-label="Timeline" className="divide-y divide-line">
            {rows.map(({ entry, contactId }) => {
              const name = names.get(contactId) ?? "Someone";
              return (
                <li key={entry.id} className="px-4 py-4 md:px-5">
                  {names.size > 1 && (
                    <p className="mb-2 text-[13px]">
                      <TextLink href={`/contacts/${contactId}`} prefetch={false}>
                        {name}
                      </TextLink>
                    </p>
                  )}
                  <div className="flex gap-3">
                    <TimelineEntry
                      entry={entry}
                      member={member}
                      around={{ ...around, contact: { id: contactId, name } }}
                    />
                  </div>
                </li>
              );
            })}
          </ol>
        ) : (
          <EmptyState icon={<History />} title={cursor ? "Nothing older" : "Nothing here yet"}>
            {!cursor && "Calls, notes and tasks of the people who work here come here."}
          </EmptyState>
        )}
      </Card>
      <Pager
        label="Pages of the timeline"
        first={cursor ? { href: path(show), label: "Newest" } : undefined}
        next={next ? { href: path(show, next), label: "Older" } : undefined}
      />
    </div>
  );
}
