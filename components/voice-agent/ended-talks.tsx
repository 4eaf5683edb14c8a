import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { EndedTalk } from "@/lib/agent/desk/live";
import { talkOutcome } from "@/lib/agent/desk/words";
import type { Member } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";
import { formatTalk, formatWhen } from "@/lib/core/time";

/** What came of the latest calls that voice agents answered. */
export function EndedTalks({ talks, member }: { talks: readonly EndedTalk[]; member: Member }) {
  const { country_code, time_zone } = member.tenant;
  return (
    <Card title="Latest calls" flush>
      <ul aria-label="Latest calls" className="divide-y divide-line border-t border-line">
        {talks.map(({ session_id, call_id, voice_agent_sessions: about, ...talk }) => {
          const { customer_number, contacts } = about.calls;
          const number = formatPhone(customer_number, country_code);
          const { words, tone } = talkOutcome(talk.outcome, {
            ...{ booked: talk.booked, reason: about.reason },
            isFalse: talk.false_booked,
          });
          return (
            <li
              key={session_id}
              className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3 hover:bg-sunken"
            >
              <div className="min-w-0 flex-1 basis-48">
                <Link
                  href={`/calls/${call_id}`}
                  prefetch={false}
                  className="rounded-sm font-medium text-ink tabular-nums after:absolute after:inset-0"
                >
                  {contacts?.name ?? number}
                </Link>
                <p className="text-[13px] text-muted tabular-nums">
                  {[
                    about.voice_agents.name,
                    formatWhen(talk.started_at, time_zone),
                    // Never broken into two lines.
                    formatTalk(talk.talk_seconds).replaceAll(" ", "\u00a0"),
                  ].join(" · ")}
                </p>
              </div>
              <Badge tone={tone}>{words}</Badge>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
