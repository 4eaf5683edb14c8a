import { SearchX, Voicemail } from "lucide-react";
import type { Metadata } from "next";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { VoicemailEntry } from "@/components/voicemail/voicemail-entry";
import { VoicemailFilters } from "@/components/voicemail/voicemail-filters";
import { atLeast, requireMember } from "@/lib/auth/member";
import { readCursor } from "@/lib/call-log/cursor";
import { findListed } from "@/lib/do-not-call/store";
import { listColleagues } from "@/lib/team/store";
import { VoicemailFilters as Filters, voicemailAddress } from "@/lib/voicemail/schema";
import { listVoicemails } from "@/lib/voicemail/store";

export const metadata: Metadata = { title: "Voicemail" };

const pageSize = 50;

export default async function VoicemailPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const { db, tenant, user_id: userId } = member;
  const query = await searchParams;
  const filters = Filters.parse(query);
  const before = readCursor(query.before);
  const [people, { rows, next }] = await Promise.all([
    listColleagues(db, tenant.id, { former: true }),
    listVoicemails(db, { tenantId: tenant.id, userId }, filters, { before, size: pageSize }),
  ]);
  const numbers = rows.map(({ call }) => call.customer_number);
  const listed = await findListed(db, tenant.id, numbers);
  const others = atLeast(member, "manager")
    ? people.filter(({ user_id }) => user_id !== userId)
    : [];
  return (
    <>
      <PageHeader title="Voicemail" />
      <div className="mb-4">
        <VoicemailFilters filters={filters} others={others} />
      </div>
      <Card flush>
        {rows.length > 0 ? (
          <ul aria-label="Voicemails" className="divide-y divide-line">
            {rows.map((row) => (
              <VoicemailEntry
                key={row.id}
                row={row}
                people={people}
                listed={listed}
                member={member}
              />
            ))}
          </ul>
        ) : (
          <Nothing filters={filters} />
        )}
      </Card>
      <Pager
        label="Pages of voicemails"
        first={before ? { href: voicemailAddress(filters), label: "Newest" } : undefined}
        next={next ? { href: voicemailAddress(filters, next), label: "Older" } : undefined}
      />
    </>
  );
}

function Nothing({ filters }: { filters: Filters }) {
  if (filters.unheard || filters.mailbox) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={filters.unheard ? "Nothing unheard" : "No messages here"}
        action={<LinkButton href="/voicemail">Show all</LinkButton>}
      >
        {filters.unheard
          ? "Somebody has listened to every message in this mailbox."
          : "Messages come to this mailbox from a number's route, or are assigned to it."}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Voicemail />} title="No messages yet">
      When a number's route leads a caller to voicemail, what they say comes here: to the mailbox
      that everybody shares, or to one person's.
    </EmptyState>
  );
}
