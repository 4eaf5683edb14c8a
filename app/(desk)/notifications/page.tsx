import { Bell } from "lucide-react";
import type { Metadata } from "next";
import { NotificationRow } from "@/components/notifications/notification-row";
import { ReadAllForm } from "@/components/notifications/read-all-form";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { requireMember } from "@/lib/auth/member";
import { readCursor } from "@/lib/call-log/cursor";
import { notificationsAddress as address, NotificationsQuery } from "@/lib/notifications/schema";
import { listNotifications } from "@/lib/notifications/store";
import { viewOf } from "@/lib/notifications/view";

export const metadata: Metadata = { title: "Notifications" };

const size = 50;

export default async function NotificationsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const { db, tenant, user_id } = await requireMember();
  const query = await searchParams;
  const { unread } = NotificationsQuery.parse(query);
  const before = readCursor(query.before);
  const of = { tenantId: tenant.id, userId: user_id };
  const { rows, next } = await listNotifications(db, of, { unread, before, size });
  const until = rows.some(({ read_at }) => read_at === null) ? rows[0]?.created_at : undefined;
  return (
    <>
      <PageHeader
        title="Notifications"
        actions={<LinkButton href="/settings/notifications">Settings</LinkButton>}
      />
      <div className="mb-4 flex min-h-9 flex-wrap items-center justify-between gap-3">
        <FilterLinks
          label="Which notifications"
          links={[
            { href: address({ unread: false }), label: "All", current: !unread },
            { href: address({ unread: true }), label: "Unread", current: unread },
          ]}
        />
        {until && <ReadAllForm until={until} />}
      </div>
      <Card flush>
        {rows.length > 0 ? (
          <ul aria-label="Notifications" className="divide-y divide-line">
            {rows.map((row) => (
              <NotificationRow key={row.id} notification={viewOf(row, tenant)} />
            ))}
          </ul>
        ) : (
          <EmptyState
            icon={<Bell />}
            title={unread ? "Everything is read" : "No notifications yet"}
          >
            Missed calls, what is assigned to you, mentions and tasks that are due are listed here.
          </EmptyState>
        )}
      </Card>
      <Pager
        label="Pages of notifications"
        first={before ? { href: address({ unread }), label: "Newest" } : undefined}
        next={next ? { href: address({ unread }, next), label: "Older" } : undefined}
      />
    </>
  );
}
