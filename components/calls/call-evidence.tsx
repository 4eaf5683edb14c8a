import { Scale } from "lucide-react";
import { CallState } from "@/components/calls/call-state";
import type { CallDetail, CallLeg } from "@/lib/call-log/call";
import { legRoleName } from "@/lib/call-log/words/call";
import { legEvidence, reasonSentence } from "@/lib/call-log/words/reason";

/** The end of the story: what was derived from the events above, and from which evidence. */
export function CallEvidence({ call, legs }: { call: CallDetail; legs: CallLeg[] }) {
  const reason = reasonSentence(call.outcome_reason, call.direction);
  if (!reason) return null;
  return (
    <section
      aria-label="Status"
      className="flex gap-x-3 border-t border-line bg-sunken/40 px-5 py-4 text-sm"
    >
      <Scale aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <div className="flex min-w-0 flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2 font-medium text-ink">
          Status <CallState call={call} />
        </div>
        <p className="text-ink">{reason}</p>
        <ul className="flex flex-col gap-1 text-[13px] text-muted">
          {legs.map((leg) => (
            <li key={leg.call_sid}>
              {legRoleName(leg.role)}: {legEvidence(leg, legs).join(", ")}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
