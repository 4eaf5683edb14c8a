import { UserPlus } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { CallEvents } from "@/components/calls/call-events";
import { CallEvidence } from "@/components/calls/call-evidence";
import { CallFacts } from "@/components/calls/call-facts";
import { CallHeader } from "@/components/calls/call-header";
import { CallLegs } from "@/components/calls/call-legs";
import { Live } from "@/components/live/live";
import { DeleteRecording } from "@/components/recordings/delete-recording";
import { DeletionReceipts } from "@/components/recordings/deletion-receipts";
import { Recording } from "@/components/recordings/recording";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { atLeast, requireMember } from "@/lib/auth/member";
import { getCall, listEvents, listLegs } from "@/lib/call-log/call";
import { formatPhone, isDialable } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";
import { findListed } from "@/lib/do-not-call/store";
import { listPhoneNumbers } from "@/lib/numbers/store";
import { listColleagues } from "@/lib/team/store";
import { explainAnswer } from "@/lib/voice/explain";

export const metadata: Metadata = { title: "Call" };

export default async function CallPage({ params }: { params: Promise<{ id: string }> }) {
  const member = await requireMember();
  const { db, tenant } = member;
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const [call, legs, events, people, numbers] = await Promise.all([
    getCall(db, tenant.id, id),
    listLegs(db, tenant.id, id),
    listEvents(db, tenant.id, id),
    listColleagues(db, tenant.id, { former: true }),
    listPhoneNumbers(db, tenant.id, { removed: true }),
  ]);
  if (!call) notFound();
  const listed = await findListed(db, tenant.id, [call.customer_number]);
  const hears = call.user_id === member.user_id || atLeast(member, "manager");
  // The reader's, or null where it is a colleague's that they may not read.
  const repsPhone = legs.find(({ role }) => role === "rep")?.to_number ?? null;
  const recorded = call.outcome === "connected" || call.recordings.length > 0;

  const kept = call.recordings.find(({ status }) => status === "completed");

  return (
    <div className="flex flex-col gap-6">
      <Live on={[{ subject: "calls", id: [call.id] }]} />
      <CallHeader call={call} listed={listed.get(call.customer_number)} member={member} />
      {call.error_message && (
        <Notice tone="danger" title="Why it failed">
          {call.error_message}
          {call.error_code !== null && ` (Twilio ${call.error_code})`}
        </Notice>
      )}
      {call.imported_at && (
        <Notice title="Found at Twilio">
          Nobody told Ringbook of this call while it went on. Found in Twilio's list:{" "}
          {formatWhen(call.imported_at, tenant.time_zone)}.
        </Notice>
      )}
      {!call.contacts && isDialable(call.customer_number) && (
        <Notice title="Nobody in your contacts has this number">
          <LinkButton
            size="sm"
            className="mt-2"
            href={`/contacts/new?phone=${encodeURIComponent(call.customer_number)}`}
          >
            <UserPlus aria-hidden className="size-4" />
            Create contact
          </LinkButton>
        </Notice>
      )}
      {hears && recorded && (
        <Card title="Recording">
          <div className="flex flex-col items-start gap-3">
            <Recording
              call={call}
              title={call.contacts?.name ?? formatPhone(call.customer_number, tenant.country_code)}
            />
            <DeletionReceipts
              recordings={call.recordings}
              people={people}
              timeZone={tenant.time_zone}
            />
            {kept && atLeast(member, "admin") && <DeleteRecording id={kept.id} />}
          </div>
        </Card>
      )}
      <Card title="Details">
        <CallFacts call={call} tenant={tenant} numbers={numbers} />
      </Card>
      {legs.length > 0 && (
        <Card title="Phones" description="Each phone on the call, as Twilio counts it" flush>
          <div className="border-t border-line">
            <CallLegs legs={legs} people={people} customer={call.contacts?.name} tenant={tenant} />
          </div>
        </Card>
      )}
      {events.length > 0 && (
        <Card
          title="Events"
          description="Everything Twilio told us and what we answered, in order, down to the outcome. Open one to see it whole."
          flush
        >
          <div className="border-t border-line">
            <CallEvents
              events={events.map((event) => ({
                ...event,
                explained: explainAnswer(tenant.id, event, repsPhone),
              }))}
              timeZone={tenant.time_zone}
              mayReplay={atLeast(member, "admin")}
            />
            <CallEvidence call={call} legs={legs} />
          </div>
        </Card>
      )}
    </div>
  );
}
