import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { UndoBlock } from "@/components/blocking/undo-block";
import { ListenIn } from "@/components/call-control/listen-in";
import { CallAgent } from "@/components/calls/call-agent";
import { CallEvents } from "@/components/calls/call-events";
import { CallEvidence } from "@/components/calls/call-evidence";
import { CallFacts, TechnicalFacts } from "@/components/calls/call-facts";
import { CallHandling } from "@/components/calls/call-handling";
import { CallHeader } from "@/components/calls/call-header";
import { CallLegs } from "@/components/calls/call-legs";
import { CallMessages } from "@/components/calls/call-messages";
import { CallNotes } from "@/components/calls/call-notes";
import { CallOutcome } from "@/components/calls/call-outcome";
import { CallPerson } from "@/components/calls/call-person";
import { CallRecording } from "@/components/calls/call-recording";
import { CallRoute } from "@/components/calls/call-route";
import { CallSound, measuredLegs } from "@/components/calls/call-sound";
import { TechnicalDetails, TechnicalPart } from "@/components/calls/technical-details";
import { WhichContact } from "@/components/calls/which-contact";
import { PeopleOnCall } from "@/components/colleagues/people-on-call";
import { Live } from "@/components/live/live";
import { RoomOnCall } from "@/components/rooms/room-on-call";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { listTalks } from "@/lib/agent/desk/talk";
import { toolTitles } from "@/lib/agent/desk/tools";
import { servedBy } from "@/lib/agent/desk/words";
import { atLeast, requireMember } from "@/lib/auth/member";
import { findBlocked } from "@/lib/blocking/store";
import { controlSentences } from "@/lib/call-control/words";
import { getCall, listEvents, listLegs } from "@/lib/call-log/call";
import { colleagueOf, isMeeting, isOn } from "@/lib/call-log/colleague";
import { verdictOf } from "@/lib/call-log/words/verdict";
import { readCandidates } from "@/lib/calls/candidates";
import { formatPhone } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";
import { listDispositions } from "@/lib/dispositions/store";
import { findListed } from "@/lib/do-not-call/store";
import { listCallNotes } from "@/lib/notes/call-note";
import { listPhoneNumbers } from "@/lib/numbers/store";
import { pausesOf } from "@/lib/recordings/pauses";
import { goesOn } from "@/lib/rooms/may-join";
import { readRoom } from "@/lib/rooms/store";
import { listPublished } from "@/lib/routing/store";
import { listColleagues } from "@/lib/team/store";
import { routeVersionsOf } from "@/lib/voice/decide-again";
import { explainAnswer } from "@/lib/voice/explain";
import { readWrapUp } from "@/lib/wrapups/store";

export const metadata: Metadata = { title: "Call" };

export default async function CallPage({ params }: { params: Promise<{ id: string }> }) {
  const member = await requireMember();
  const { db, tenant } = member;
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const [call, legs, events, people, numbers, said, outcomes, notes, talks, room] =
    await Promise.all([
      getCall(db, tenant.id, id),
      listLegs(db, tenant.id, id),
      listEvents(db, tenant.id, id),
      listColleagues(db, tenant.id, { former: true }),
      listPhoneNumbers(db, tenant.id, { removed: true }),
      readWrapUp(db, tenant.id, id),
      listDispositions(db, tenant.id),
      listCallNotes(db, tenant.id, id),
      listTalks(db, tenant.id, id),
      readRoom(db, tenant.id, id),
    ]);
  if (!call) notFound();
  const [listed, blocked, candidatesOf] = await Promise.all([
    findListed(db, tenant.id, [call.customer_number]),
    findBlocked(db, tenant.id, [call.customer_number]),
    call.contact_id ? readCandidates(db, tenant.id, [call.customer_number]) : undefined,
  ]);
  const candidates = candidatesOf?.(call.customer_number) ?? [];
  const colleague = colleagueOf(call, people, member.user_id);
  const callee = people.find(({ user_id }) => user_id === call.callee_id);
  const mine = isOn(call, member.user_id) || atLeast(member, "manager");
  const routes = await listPublished(db, tenant.id, routeVersionsOf(events));
  // The reader's, or null where it is a colleague's that they may not read.
  const repsPhone = legs.find(({ role }) => role === "rep")?.to_number ?? null;
  const explained = events.map((event) => ({
    ...event,
    explained: explainAnswer(tenant.id, event, repsPhone, routes),
  }));

  return (
    <div className="flex flex-col gap-6">
      <Live
        on={[
          { subject: "calls", id: [call.id] },
          { subject: "call_steps", call_id: [call.id] },
          { subject: "call_supervisions", call_id: [call.id] },
          { subject: "notes", call_id: [call.id] },
          { subject: "voicemails", call_id: [call.id] },
          { subject: "voice_agent_sessions", call_id: [call.id] },
          { subject: "voice_agent_turns", call_id: [call.id] },
          { subject: "voice_agent_tool_calls", call_id: [call.id] },
        ]}
      />
      <UndoBlock />
      <CallHeader
        call={call}
        colleague={colleague}
        agent={servedBy(talks)}
        listed={listed.get(call.customer_number)}
        isBlocked={blocked.has(call.customer_number)}
        member={member}
      />
      {room && <RoomOnCall call={call} room={room} member={member} />}
      {/* A room may have rung and a phone have answered. */}
      {!(room && goesOn(room)) && <ListenIn call={call} people={people} member={member} />}
      {call.error_message && (
        <Notice tone="danger" title="Why it failed">
          {call.error_message}
          {call.error_code !== null && ` (Twilio ${call.error_code})`}
        </Notice>
      )}
      {call.imported_at && (
        <Notice title="Found at Twilio">
          No webhook of this call came while it went on. Found in Twilio's list:{" "}
          {formatWhen(call.imported_at, tenant.time_zone)}.
        </Notice>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <CallMessages call={call} people={people} member={member} />
          <CallRecording
            call={call}
            hears={mine}
            people={people}
            pauses={pausesOf(events)}
            member={member}
          />
          <CallAgent
            talks={talks}
            titles={toolTitles}
            timeZone={tenant.time_zone}
            listens={atLeast(member, "manager")}
          />
          <Card title={colleague ? "Notes" : "Outcome and notes"}>
            <div className="flex flex-col gap-5">
              {!colleague && (
                <CallOutcome
                  callId={call.id}
                  said={said}
                  people={people}
                  outcomes={outcomes}
                  edits={mine}
                  timeZone={tenant.time_zone}
                />
              )}
              <div className={colleague ? undefined : "border-t border-line pt-5"}>
                <CallNotes notes={notes} member={member} />
              </div>
            </div>
          </Card>
          <CallHandling
            sentences={controlSentences(
              events,
              (user) => people.find(({ user_id }) => user_id === user)?.name,
            )}
            timeZone={tenant.time_zone}
          />
          <CallRoute
            events={explained}
            timeZone={tenant.time_zone}
            countryCode={tenant.country_code}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          {colleague && !isMeeting(call) && (
            <PeopleOnCall ids={[call.user_id, call.callee_id]} people={people} member={member} />
          )}
          {!colleague && <CallPerson call={call} country={tenant.country_code} />}
          {candidates.length > 1 && (
            <WhichContact
              callId={call.id}
              chosen={call.contact_id}
              number={formatPhone(call.customer_number, tenant.country_code)}
              candidates={candidates}
            />
          )}
          <Card title="Call">
            <CallFacts call={call} tenant={tenant} numbers={numbers} callee={callee?.name} />
          </Card>
        </div>
      </div>
      <TechnicalDetails about={legs.length > 0 || events.length > 0 ? "all" : "times"}>
        <TechnicalPart title="Times and price">
          <TechnicalFacts
            call={call}
            tenant={tenant}
            notice={explained.find((event) => event.explained?.notice)?.explained?.notice}
            verdict={verdictOf(events)}
          />
        </TechnicalPart>
        {legs.length > 0 && (
          <TechnicalPart title="Call legs" description="Each phone on the call, at Twilio" flush>
            <CallLegs legs={legs} people={people} customer={call.contacts?.name} tenant={tenant} />
          </TechnicalPart>
        )}
        {measuredLegs(legs).length > 0 && (
          <TechnicalPart title="Sound" description="As it was measured in the browser">
            <CallSound legs={legs} people={people} timeZone={tenant.time_zone} />
          </TechnicalPart>
        )}
        {events.length > 0 && (
          <TechnicalPart
            title="Events"
            description="Every webhook, in order. Expand one for details."
            flush
          >
            <CallEvents
              events={explained}
              timeZone={tenant.time_zone}
              mayReplay={atLeast(member, "admin")}
            />
            <CallEvidence call={call} legs={legs} />
          </TechnicalPart>
        )}
      </TechnicalDetails>
    </div>
  );
}
