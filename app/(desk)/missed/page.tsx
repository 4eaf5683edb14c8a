import { ListChecks, PhoneMissed, SearchX, Voicemail } from "lucide-react";
import type { Metadata } from "next";
import { UndoBlock } from "@/components/blocking/undo-block";
import { MissedFilters } from "@/components/missed/missed-filters";
import { MissedTable } from "@/components/missed/missed-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { requireMember } from "@/lib/auth/member";
import { newCallListAddress } from "@/lib/call-lists/address";
import { readCursor } from "@/lib/call-log/cursor";
import { findListed } from "@/lib/do-not-call/store";
import { MissedFilters as Filters, missedAddress } from "@/lib/missed/schema";
import { listMissed, missedWhileBusy } from "@/lib/missed/store";
import { listColleagues } from "@/lib/team/store";
import { messagesOf } from "@/lib/voicemail/store";

export const metadata: Metadata = { title: "Missed" };

const pageSize = 50;

export default async function MissedPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const { db, tenant } = member;
  const query = await searchParams;
  const filters = Filters.parse(query);
  const before = readCursor(query.before);
  const [people, { rows, next }] = await Promise.all([
    listColleagues(db, tenant.id, { former: true }),
    listMissed(db, filters, { before, size: pageSize }),
  ]);
  const calls = rows.map(({ last_call }) => last_call);
  const [listed, busy, messages] = await Promise.all([
    findListed(
      db,
      tenant.id,
      calls.map(({ customer_number }) => customer_number),
    ),
    missedWhileBusy(
      db,
      calls.map(({ id }) => id),
    ),
    messagesOf(
      db,
      tenant.id,
      calls.map(({ id }) => id),
    ),
  ]);
  const former = people.filter(({ removed_at }) => removed_at).map(({ user_id }) => user_id);

  return (
    <>
      <UndoBlock />
      <PageHeader
        title="Missed"
        actions={
          <LinkButton href="/voicemail" size="sm" className="md:hidden">
            <Voicemail aria-hidden className="size-4" />
            Voicemail
          </LinkButton>
        }
      />
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <MissedFilters filters={filters} />
        {!filters.done && rows.some(({ last_call }) => last_call.contacts) && (
          <LinkButton href={newCallListAddress({ missed: true, mine: filters.mine })}>
            <ListChecks aria-hidden className="size-4" />
            Call these callers
          </LinkButton>
        )}
      </div>
      <Card flush>
        {rows.length > 0 ? (
          <MissedTable
            rows={rows}
            busy={busy}
            messages={messages}
            listed={listed}
            names={new Map(people.map(({ user_id, name }) => [user_id, name]))}
            former={new Set(former)}
            member={member}
          />
        ) : (
          <Nobody filters={filters} />
        )}
      </Card>
      <Pager
        label="Pages of missed callers"
        first={before ? { href: missedAddress(filters), label: "Newest" } : undefined}
        next={next ? { href: missedAddress(filters, next), label: "Older" } : undefined}
      />
    </>
  );
}

function Nobody({ filters }: { filters: Filters }) {
  if (filters.mine) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={filters.done ? "Nothing of yours is done" : "Nobody for you to call back"}
        action={<LinkButton href={missedAddress({ ...filters, mine: false })}>Show all</LinkButton>}
      >
        Yours are callers who rang you, whose contact you own, or whom you claimed.
      </EmptyState>
    );
  }
  if (filters.done) {
    return (
      <EmptyState icon={<PhoneMissed />} title="Nothing is done yet">
        Callers who were called back, got through, or were dismissed are kept here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<PhoneMissed />}
      title="Nobody to call back"
      action={<LinkButton href="/calls">All calls</LinkButton>}
    >
      When nobody takes a call, the caller is listed here until somebody talks with them.
    </EmptyState>
  );
}
