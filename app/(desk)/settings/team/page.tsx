import type { Metadata } from "next";
import { Live } from "@/components/live/live";
import { RefreshAfter } from "@/components/live/refresh-after";
import { StartMeeting } from "@/components/rooms/start-meeting";
import { InviteForm } from "@/components/team/invite-form";
import { PendingInvitations } from "@/components/team/pending-invitations";
import { TeamTable } from "@/components/team/team-table";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { atLeast, requireMember } from "@/lib/auth/member";
import { msToNextChange } from "@/lib/availability/decide";
import { listAvailability } from "@/lib/availability/store";
import { msToNextChange as msToNextPresence } from "@/lib/colleagues/decide";
import { readEverybody } from "@/lib/colleagues/store";
import { askAnAdmin } from "@/lib/team/admins";
import { listColleagues, listPendingInvitations, listPhones } from "@/lib/team/store";

export const metadata: Metadata = { title: "Team" };

export default async function TeamPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const member = await requireMember();
  const { meet } = await searchParams;
  const { db, tenant } = member;
  const admin = atLeast(member, "admin");
  const [colleagues, phones, invitations, availability, present] = await Promise.all([
    listColleagues(db, tenant.id),
    atLeast(member, "manager") ? listPhones(db, tenant.id) : null,
    admin ? listPendingInvitations(db, tenant.id) : [],
    listAvailability(db, tenant.id, tenant.after_call_seconds),
    readEverybody(member),
  ]);
  const now = new Date();
  return (
    <div className="flex flex-col gap-6">
      <Live on={[{ subject: "availability" }, { subject: "calls" }]} />
      <RefreshAfter ms={msToNextChange([...availability.values()], now)} userId={member.user_id} />
      <RefreshAfter ms={msToNextPresence(present, now)} userId={member.user_id} />
      {admin && (
        <Card title="Invite someone" description="They'll get a one-time link, valid for 7 days.">
          <InviteForm />
        </Card>
      )}
      {meet !== undefined && tenant.rooms_url === null && (
        <Notice title="Meetings need calls in the browser by LiveKit">
          {admin ? (
            <TextLink href="/settings/browser-calls" className="underline">
              Set up LiveKit
            </TextLink>
          ) : (
            await askAnAdmin(member)
          )}
        </Notice>
      )}
      <Card
        title="People"
        flush
        actions={
          tenant.rooms_url !== null && (
            <StartMeeting
              // Made again when somebody comes to start one.
              key={String(meet)}
              userId={member.user_id}
              colleagues={present.filter(({ user_id }) => user_id !== member.user_id)}
              isOpen={meet !== undefined}
            />
          )
        }
      >
        <TeamTable {...{ me: member, colleagues, phones, availability, present, now }} />
      </Card>
      {invitations.length > 0 && (
        <Card title="Pending invitations" flush>
          <PendingInvitations invitations={invitations} timeZone={tenant.time_zone} />
        </Card>
      )}
    </div>
  );
}
