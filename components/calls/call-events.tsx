import { ChevronRight } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { CallEvent } from "@/lib/calls/log-call";
import { eventName } from "@/lib/calls/words-event";
import { formatClock, formatExact } from "@/lib/time";

/** What happened on a call, in order, each with the raw webhook or answer behind it. */
export function CallEvents({ events, timeZone }: { events: CallEvent[]; timeZone: string }) {
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
              {event.problem && <Badge tone="warn">Not applied</Badge>}
              {event.call_sid && (
                <span className="font-mono text-xs text-faint max-md:hidden">
                  …{event.call_sid.slice(-8)}
                </span>
              )}
            </summary>
            <div className="flex flex-col gap-3 px-5 pb-4 md:pl-12">
              {event.problem && <p className="text-[13px] text-warn-text">{event.problem}</p>}
              <Raw label="Raw data" value={event.event_data} />
              {event.decision !== null && <Raw label="Our answer" value={event.decision} />}
            </div>
          </details>
        </li>
      ))}
    </ol>
  );
}

function Raw({ label, value }: { label: string; value: unknown }) {
  return (
    <figure>
      <figcaption className="mb-1 text-[13px] text-muted">{label}</figcaption>
      <pre className="rounded-lg border border-line bg-sunken/60 p-3 font-mono text-xs break-all whitespace-pre-wrap text-ink">
        {JSON.stringify(value, null, 2)}
      </pre>
    </figure>
  );
}
