import { clsx } from "clsx";
import { MessageSquareText, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Live } from "@/components/live/live";
import { InboxSearch } from "@/components/messages/inbox-search";
import { ThreadRow } from "@/components/messages/thread-row";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import { readCursor } from "@/lib/call-log/cursor";
import { listThreads } from "@/lib/messages/inbox";
import { InboxQuery, inboxAddress } from "@/lib/messages/inbox-query";
import { listColleagues } from "@/lib/team/store";

const pageSize = 40;

/** The inbox with one of its threads (`children`), or what stands in its place. */
export async function Inbox({
  member,
  address,
  threadId,
  children,
}: {
  member: Member;
  /** The query of the page's address. */
  address: Record<string, unknown>;
  threadId?: string;
  children?: (around: { previous?: string; next?: string; back: string }) => ReactNode;
}) {
  const { db, tenant, user_id: userId } = member;
  const query = InboxQuery.parse(address);
  const before = readCursor(address.before);
  const [people, { rows, next }] = await Promise.all([
    listColleagues(db, tenant.id, { former: true }),
    listThreads(...([db, { tenantId: tenant.id, userId }, query] as const), {
      before,
      size: pageSize,
      country: tenant.country_code,
    }),
  ]);
  const names = new Map(people.map(({ user_id, name }) => [user_id, name]));
  const at = rows.findIndex(({ id }) => id === threadId);
  const beside = (index: number) => {
    const row = at < 0 ? undefined : rows[index];
    return row && inboxAddress(query, { thread: row.id });
  };
  const around = {
    previous: beside(at - 1),
    next: at < 0 && rows[0] ? inboxAddress(query, { thread: rows[0].id }) : beside(at + 1),
    back: inboxAddress(query),
  };
  return (
    <>
      <Live on={[{ subject: "message_threads" }]} />
      <div className={clsx(children && "max-lg:hidden")}>
        <PageHeader
          title="Messages"
          actions={<LinkButton href="/messages/new">New message</LinkButton>}
        />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:h-[calc(100dvh-10rem-var(--dock,0px))] lg:min-h-[28rem] lg:grid-cols-[21rem_minmax(0,1fr)]">
        <div className={clsx("flex min-h-0 flex-col gap-3", children && "max-lg:hidden")}>
          <Filters query={query} />
          <InboxSearch query={query} />
          <Card flush className="min-h-0 flex-1 overflow-y-auto">
            {rows.length > 0 ? (
              <ul aria-label="Conversations" className="divide-y divide-line">
                {rows.map((row) => (
                  <ThreadRow
                    key={row.id}
                    row={row}
                    query={query}
                    isCurrent={row.id === threadId}
                    owner={row.owner_id === null ? undefined : whose(row.owner_id)}
                    country={tenant.country_code}
                    timeZone={tenant.time_zone}
                  />
                ))}
              </ul>
            ) : (
              <Nothing query={query} />
            )}
            {(before || next) && (
              <p className="flex justify-between px-4 py-3">
                {before ? <TextLink href={inboxAddress(query)}>Newest</TextLink> : <span />}
                {next && <TextLink href={inboxAddress(query, { before: next })}>Older</TextLink>}
              </p>
            )}
          </Card>
        </div>
        {children ? children(around) : <Choose first={around.next} />}
      </div>
    </>
  );

  function whose(owner: string): string {
    return owner === userId ? "Mine" : (names.get(owner) ?? "Someone");
  }
}

function Filters({ query }: { query: InboxQuery }) {
  const show = (label: string, wanted: InboxQuery["show"]) => ({
    href: inboxAddress({ ...query, show: wanted }),
    label,
    current: query.show === wanted,
  });
  const state = (label: string, closed: boolean) => ({
    href: inboxAddress({ ...query, closed }),
    label,
    current: query.closed === closed,
  });
  return (
    <div className="flex flex-wrap gap-2">
      <FilterLinks
        label="Whose conversations"
        links={[show("All", "all"), show("Mine", "mine"), show("Unassigned", "unassigned")]}
      />
      <FilterLinks label="Open or closed" links={[state("Open", false), state("Closed", true)]} />
    </div>
  );
}

function Choose({ first }: { first: string | undefined }) {
  return (
    <Card className="flex items-center justify-center max-lg:hidden">
      <EmptyState
        icon={<MessageSquareText />}
        title="No conversation chosen"
        action={
          first && (
            <LinkButton href={first} aria-keyshortcuts="j">
              Open the newest
            </LinkButton>
          )
        }
      >
        Choose one on the left. The keys j and k go through them, r replies and e closes.
      </EmptyState>
    </Card>
  );
}

function Nothing({ query }: { query: InboxQuery }) {
  if (query.q || query.closed || query.show !== "all") {
    return (
      <EmptyState
        icon={<SearchX />}
        title={query.q ? `Nothing for “${query.q}”` : "Nothing here"}
        action={<LinkButton href="/messages">Show all open</LinkButton>}
      >
        {query.q
          ? "Conversations are found by the contact's name or company, the beginning of a number, or words of a message from the last three years."
          : "Conversations come here when they are assigned, unassigned or closed."}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<MessageSquareText />}
      title="No messages yet"
      action={<LinkButton href="/messages/new">Write the first</LinkButton>}
    >
      Texts to your company&apos;s numbers come here, and those that you send from a contact.
    </EmptyState>
  );
}
