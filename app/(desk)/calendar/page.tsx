import { CalendarDays } from "lucide-react";
import type { Metadata } from "next";
import { CalendarHead } from "@/components/booking/calendar-head";
import { CalendarView } from "@/components/booking/calendar-view";
import { Live } from "@/components/live/live";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { atLeast, requireMember } from "@/lib/auth/member";
import { readCalendar } from "@/lib/booking/calendar";
import { CalendarQuery } from "@/lib/booking/schema";
import { askAnAdmin } from "@/lib/team/admins";

export const metadata: Metadata = { title: "Calendar" };

export default async function CalendarPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const query = CalendarQuery.parse(await searchParams);
  const calendar = await readCalendar(member, query, new Date());
  const { view, staff } = query;
  const isAdmin = atLeast(member, "admin");
  if (calendar.facts.staff.length === 0 || calendar.facts.services.length === 0) {
    return (
      <>
        <PageHeader title="Calendar" />
        <Card flush>
          <EmptyState
            icon={<CalendarDays />}
            title="Nothing can be booked yet"
            action={
              isAdmin && (
                <LinkButton href="/settings/booking" variant="primary">
                  Set up booking
                </LinkButton>
              )
            }
          >
            {isAdmin
              ? "Say what can be booked, with whom and when. Your team and your voice agent then book in one calendar."
              : `Nothing can be booked yet. ${await askAnAdmin(member)}`}
          </EmptyState>
        </Card>
      </>
    );
  }
  const closed = view === "day" ? calendar.days[0]?.closed[0] : undefined;
  return (
    <>
      <Live on={[{ subject: "bookings" }]} />
      <CalendarHead {...{ calendar, view, staff }} />
      {closed && (
        <div className="mb-4">
          <Notice>Closed: {closed.name}</Notice>
        </div>
      )}
      {calendar.isCut && (
        <div className="mb-4">
          <Notice>
            There are more bookings than fit here. Show a single day to see all of it.
          </Notice>
        </div>
      )}
      <CalendarView {...{ calendar, view, staff }} timeZone={member.tenant.time_zone} />
    </>
  );
}
