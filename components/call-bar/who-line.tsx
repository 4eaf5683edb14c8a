"use client";

import { clsx } from "clsx";
import { CheckSquare } from "lucide-react";
import { usePathname } from "next/navigation";
import { ChooseContact } from "@/components/call-bar/choose-contact";
import { LastNoteLine } from "@/components/call-bar/last-note-line";
import { TalkTimer } from "@/components/calls/talk-timer";
import { roomSentence } from "@/components/rooms/room-words";
import { Link } from "@/components/ui/link";
import { callSentence } from "@/lib/call-log/words/call";
import type { BarCall } from "@/lib/wrapups/bar";

/** What a call is doing, with whom, and what is known of them. */
export function WhoLine({ call }: { call: BarCall }) {
  const { contact, lastNote, nextTask } = call;
  return (
    <div className="min-w-0 flex-1">
      <p aria-live="polite" className="text-sm font-medium text-ink">
        <Sentence call={call} />
        {call.connected && (
          <>
            {" · "}
            <TalkTimer key={call.id} startedAt={call.talkedSeconds} />
          </>
        )}
      </p>
      <p className="truncate text-[13px] text-muted tabular-nums">
        {call.rung?.via && <span className="text-ink">For {call.rung.via} · </span>}
        {contact?.company && <>{contact.company} · </>}
        {contact && <span className="whitespace-nowrap">{call.number}</span>}
        {contact?.owner && <> · Owner {contact.owner}</>}
        {call.isInternal && (call.colleague ? "Colleague" : "Colleagues")}
        {!contact &&
          !call.isInternal &&
          (call.dial ? "Not in your contacts" : "The caller doesn't show their number")}
      </p>
      {call.agentSummary && (
        <p className="text-[13px] text-ink">
          <span className="sr-only">Told the voice agent: </span>
          {call.agentSummary}{" "}
          <Link
            href={`/calls/${call.id}#talk`}
            className="rounded-sm whitespace-nowrap text-accent-text underline-offset-4 hover:underline"
          >
            What was said
          </Link>
        </p>
      )}
      {contact && call.candidates.length > 1 && (
        <ChooseContact callId={call.id} chosen={contact.id} candidates={call.candidates} />
      )}
      {!call.live && call.error_message && (
        <p className="text-[13px] text-danger-text">{call.error_message}</p>
      )}
      <LastNoteLine note={lastNote} />
      {nextTask && (
        <p className="flex items-center gap-1.5 text-[13px] text-muted">
          <CheckSquare aria-hidden className="size-3.5 shrink-0" />
          <span className="sr-only">Next task: </span>
          <span className="min-w-0 truncate">{nextTask.title}</span>
          {nextTask.due && (
            <span className={clsx("shrink-0", nextTask.overdue && "text-danger-text")}>
              {nextTask.due}
            </span>
          )}
        </p>
      )}
    </div>
  );
}

/** Name and number lead to contact and call, unless that is the page; neither breaks. */
function Sentence({ call }: { call: BarCall }) {
  const path = usePathname();
  const { customer } = call;
  const sentence = sentenceOf(call);
  const at = sentence.indexOf(customer);
  if (at < 0) return sentence;
  const href = call.contact ? `/contacts/${call.contact.id}` : `/calls/${call.id}`;
  const className = call.contact ? undefined : "whitespace-nowrap";
  return (
    <>
      {sentence.slice(0, at)}
      {path === href ? (
        <span className={className}>{customer}</span>
      ) : (
        <Link
          href={href}
          className={`${className ?? ""} rounded-sm underline-offset-4 hover:underline`}
        >
          {customer}
        </Link>
      )}
      {sentence.slice(at + customer.length)}
    </>
  );
}

function sentenceOf(call: BarCall): string {
  const { customer, rep, isCalled } = call;
  if (call.live && call.supervision?.isListener) return `${rep} with ${customer}`;
  const inRoom = call.live ? roomSentence(call) : null;
  if (inRoom) return inRoom;
  if (call.control?.isOnHold) return `${customer} is on hold`;
  // Whoever is asked to press 1 may be a colleague.
  if (call.isForSeveral) return `Incoming call from ${customer}`;
  return callSentence(call, { rep: null, customer, isCalled });
}
