import { Bot, Lock } from "lucide-react";
import { CallButton } from "@/components/calls/call-button";
import { CallState } from "@/components/calls/call-state";
import { DirectionIcon } from "@/components/calls/direction-icon";
import { NoteMenu } from "@/components/notes/note-menu";
import { Recording } from "@/components/recordings/recording";
import { EntryHead } from "@/components/timeline/entry-head";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { LeftMessages } from "@/components/voicemail/left-message";
import { talkSentence } from "@/lib/agent/desk/words";
import { atLeast, type Member } from "@/lib/auth/member";
import { callSentence, callTitle } from "@/lib/call-log/words/call";
import { formatPhone } from "@/lib/core/phone";
import { formatDuration } from "@/lib/core/time";
import { mayDeleteNote, mayEditNote } from "@/lib/notes/decide";
import { authorOf } from "@/lib/notes/words";
import { numberOfCall } from "@/lib/numbers/words";
import { talksOf } from "@/lib/recordings/choose";
import type { Around } from "@/lib/timeline/around";
import { listenersSentence } from "@/lib/timeline/call-words";
import type { CallOfTimeline } from "@/lib/timeline/kinds";

/** A call: who called, what came of it, what was said, and the recording or who may hear it. */
export function CallEntry({
  call,
  member,
  around,
}: {
  call: CallOfTimeline;
  member: Member;
  around: Around;
}) {
  const mine = call.user_id === member.user_id;
  const rep = mine ? null : (call.profiles?.name ?? "Someone");
  const who = { rep, customer: around.contact.name };
  const { country_code, time_zone } = member.tenant;
  const spoken = formatPhone(call.customer_number, country_code);
  const number = numberOfCall(call.phone_number_id, around.numbers, country_code);
  const said = [call.call_wrapups].flat()[0]?.dispositions;
  const live = call.stage !== "ended";
  const answered = call.direction === "inbound" && call.outcome === "connected";
  const hears = mine || atLeast(member, "manager");
  const facts = [
    spoken,
    number && `${call.direction === "inbound" ? "on" : "from"} ${number}`,
    !live && answered && `answered by ${rep ?? "you"}`,
    call.duration_seconds ? `talked ${formatDuration(call.duration_seconds)}` : null,
    !live && call.error_message,
  ].filter(Boolean);
  return (
    <>
      <DirectionIcon call={call} />
      <div className="min-w-0 flex-1">
        <EntryHead at={call.created_at} timeZone={time_zone}>
          <Link
            href={`/calls/${call.id}`}
            prefetch={false}
            className="mr-2 rounded-sm font-medium text-ink underline-offset-4 hover:underline"
          >
            {callTitle(call, who)}
          </Link>
          <CallState call={call} mine={mine} />
          {said && (
            <span className="ml-2">
              <Badge>{said.label}</Badge>
            </span>
          )}
        </EntryHead>
        <p className="mt-0.5 text-[13px] text-muted tabular-nums">
          {facts.join(" · ")}
          {live && <span className="text-accent-text"> · {callSentence(call, who)}</span>}
        </p>
        {call.voice_agent_sessions.map(
          ({ outcome, reason, summary, voice_agents, voice_agent_figures }) => (
            <p
              key={voice_agents.name}
              className="mt-1 flex items-start gap-1.5 text-[13px] text-ink"
            >
              <Bot aria-hidden className="mt-0.5 size-3.5 shrink-0 text-muted" />
              <span className="min-w-0 break-words">
                {talkSentence(voice_agents.name, outcome, {
                  booked: voice_agent_figures?.booked,
                  reason,
                })}
                {summary && <span className="text-muted"> · {summary}</span>}
              </span>
            </p>
          ),
        )}
        {call.notes.map((note) => {
          const author = authorOf(note, member.user_id);
          return (
            <div key={note.id} className="mt-2 flex gap-2 rounded-lg bg-sunken/60 px-3 py-2">
              <div className="min-w-0 flex-1">
                <p className="break-words whitespace-pre-line text-ink">{note.body}</p>
                <p className="mt-0.5 text-[13px] text-muted">{author}</p>
              </div>
              <NoteMenu
                note={note}
                name={`Note by ${author === "You" ? "you" : author}`}
                mayPin={note.contact_id !== null}
                mayEdit={mayEditNote(member, note)}
                mayDelete={mayDeleteNote(member, note)}
              />
            </div>
          );
        })}
        <div className="mt-2 empty:hidden">
          <LeftMessages
            messages={call.voicemails}
            call={call}
            title={around.contact.name}
            names={around.people}
            member={member}
          />
          {hears && <Recording call={talksOf(call)} title={around.contact.name} quiet />}
          {!hears && call.recording_requested && answeredAtAll(call) && (
            <p className="flex items-center gap-1.5 text-[13px] text-muted">
              <Lock aria-hidden className="size-3.5" />
              {listenersSentence(call.profiles?.name)}
            </p>
          )}
        </div>
      </div>
      {around.callable.has(call.customer_number) && (
        <CallButton
          to={call.customer_number}
          spoken={spoken}
          name={around.contact.name}
          contactId={around.contact.id}
        />
      )}
    </>
  );
}

const answeredAtAll = (call: CallOfTimeline) =>
  call.stage === "ended" && (call.duration_seconds ?? 0) > 0;
