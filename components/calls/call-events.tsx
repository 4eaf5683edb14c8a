import { ChevronRight } from "lucide-react";
import { ReplayEvent } from "@/components/calls/replay-event";
import { Badge } from "@/components/ui/badge";
import type { CallEvent } from "@/lib/call-log/call";
import { eventName } from "@/lib/call-log/words/event";
import { formatClock, formatExact } from "@/lib/core/time";
import { takenWords } from "@/lib/routing/taken-words";
import type { Explained } from "@/lib/voice/explain";

/**
 * What happened on a call, in order, each with the raw webhook or answer behind it, and what we
 * answered.
 */
export function CallEvents({
  events,
  timeZone,
  mayReplay,
}: {
  events: (CallEvent & { explained: Explained | null })[];
  timeZone: string;
  mayReplay: boolean;
}) {
  return (
    <ol aria-label="Events" className="divide-y divide-line">
      {events.map((event) => (
        <li key={event.id}>
          <details className="group">
            <summary className="flex min-h-11 items-center gap-x-3 px-5 py-2 -outline-offset-2 select-none hover:bg-sunken/60 [&::-webkit-details-marker]:hidden">
              <ChevronRight
                aria-hidden
                className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
              />
              <time
                dateTime={event.occurred_at}
                title={formatExact(event.occurred_at, timeZone)}
                className="w-22 shrink-0 text-[13px] text-muted tabular-nums"
              >
                {formatClock(event.occurred_at, timeZone)}
              </time>
              <span className="min-w-0 flex-1 font-medium text-ink">{eventName(event)}</span>
              {event.problem && (
                <Badge tone={event.solved_at ? "neutral" : "warn"}>
                  {event.solved_at ? "Applied later" : "Not applied"}
                </Badge>
              )}
              {event.call_sid && (
                <span className="font-mono text-xs text-faint max-md:hidden">
                  …{event.call_sid.slice(-8)}
                </span>
              )}
            </summary>
            <div className="flex flex-col gap-3 px-5 pb-4 md:pl-12">
              {event.problem && <p className="text-[13px] text-warn-text">{event.problem}</p>}
              {event.problem && !event.solved_at && mayReplay && (
                <div className="md:self-start">
                  <ReplayEvent id={event.id} of="calls" />
                </div>
              )}
              <Raw label="Raw data" text={JSON.stringify(event.event_data, null, 2)} />
              {event.explained && <Answer explained={event.explained} />}
            </div>
          </details>
        </li>
      ))}
    </ol>
  );
}

function Answer({ explained: { twiml, facts, steps } }: { explained: Explained }) {
  const knownFacts = facts && JSON.stringify(facts, null, 2);
  if (twiml === null) {
    return (
      <>
        {knownFacts && <Raw label="What the call was known to be" text={knownFacts} />}
        <p className="text-[13px] text-warn-text">
          Our answer (TwiML) can't be shown: it can't be made again from what was kept.
        </p>
      </>
    );
  }
  return (
    <>
      {steps.length > 0 && (
        <Raw label="What its route did" text={steps.map(takenWords).join("\n")} />
      )}
      <Raw
        label={
          facts
            ? "What the call was known to be"
            : "The database didn't answer in time: the answer was given from memory and the signed query"
        }
        text={knownFacts}
      />
      <Raw label="Our answer (TwiML)" text={twiml} />
    </>
  );
}

function Raw({ label, text }: { label: string; text: string | null }) {
  return (
    <figure>
      <figcaption className="mb-1 text-[13px] text-muted">{label}</figcaption>
      {text && (
        <pre className="rounded-lg border border-line bg-sunken/60 p-3 font-mono text-xs break-all whitespace-pre-wrap text-ink">
          {text}
        </pre>
      )}
    </figure>
  );
}
