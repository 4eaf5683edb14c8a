import { Link2, Wrench } from "lucide-react";
import { TalkTimer } from "@/components/calls/talk-timer";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Spinner } from "@/components/ui/spinner";
import { ListenTalk } from "@/components/voice-agent/listen-talk";
import { EndCall, TakeOver } from "@/components/voice-agent/talk-actions";
import { TurnList } from "@/components/voice-agent/turn-list";
import { progressOf, progressWords } from "@/lib/agent/desk/board";
import type { LiveTalk as Talk } from "@/lib/agent/desk/live";
import { toolWords } from "@/lib/agent/desk/words";
import type { Member } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";

/** A caller who talks with an agent now: what is said, what runs, and how to step in. */
export function LiveTalk({
  talk,
  titles,
  nameOf,
  member,
  now,
}: {
  talk: Talk;
  /** Of tools. */
  titles: ReadonlyMap<string, string>;
  nameOf: (user: string) => string;
  member: Member;
  now: Date;
}) {
  const { customer_number, contacts } = talk.calls;
  const number = formatPhone(customer_number, member.tenant.country_code);
  const caller = contacts?.name ?? number;
  const progress = progressOf(talk, now);
  const words = progressWords(progress);
  return (
    <section
      aria-label={`${caller} talks with ${talk.voice_agents.name}`}
      className="flex min-w-0 flex-col overflow-hidden rounded-xl border border-line bg-surface"
    >
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line px-5 pt-4 pb-3">
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-2 text-[15px] font-semibold text-ink">
            <Link
              href={contacts ? `/contacts/${contacts.id}` : `/calls/${talk.call_id}`}
              prefetch={false}
              className="rounded-sm break-words tabular-nums hover:underline"
            >
              {caller}
            </Link>
            {talk.status === "connecting" && <Badge>Connecting</Badge>}
          </h2>
          <p className="text-[13px] text-muted">
            {[talk.voice_agents.name, contacts ? number : null, words].filter(Boolean).join(" · ")}
          </p>
        </div>
        <span className="text-sm text-ink">
          <TalkTimer key={talk.talking_at} startedAt={progress.seconds} />
        </span>
      </header>
      <TurnList turns={talk.turns} agent={talk.voice_agents.name} />
      <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2 border-t border-line px-5 py-3">
        <p className="flex min-w-0 flex-1 items-center gap-2 text-[13px] text-muted" role="status">
          {progress.tool && (
            <>
              <Wrench aria-hidden className="size-3.5 shrink-0" />
              {toolWords(progress.tool, titles)}
              <Spinner className="size-3.5" />
            </>
          )}
          {talk.asked === "take_over" && (
            <>
              <Link2 aria-hidden className="size-3.5 shrink-0" />
              {talk.asked_by === member.user_id
                ? "Connecting the caller to you…"
                : `${nameOf(talk.asked_by ?? "")} takes the caller…`}
            </>
          )}
          {talk.asked === "end" && "Ending the call…"}
        </p>
        <ListenTalk sessionId={talk.id} caller={caller} />
        {talk.asked === null && (
          <span className="flex items-center gap-3">
            <EndCall sessionId={talk.id} caller={caller} />
            <TakeOver sessionId={talk.id} caller={caller} />
          </span>
        )}
      </div>
    </section>
  );
}
