import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { AgentTalk } from "@/components/voice-agent/agent-talk";
import { ListenTalk } from "@/components/voice-agent/listen-talk";
import type { AgentTalk as Talk } from "@/lib/agent/desk/talk";
import { talkOutcome } from "@/lib/agent/desk/words";

/** What a caller and a voice agent said, to whoever may read it; nothing where none answered. */
export function CallAgent({
  talks,
  titles,
  timeZone,
  listens,
}: {
  talks: readonly Talk[];
  /** Of tools. */
  titles: ReadonlyMap<string, string>;
  timeZone: string;
  /** Whether the reader may listen to a talk that goes on. */
  listens: boolean;
}) {
  return talks.map((talk, index) => {
    const { words, tone } = talkOutcome(talk.outcome, {
      ...{ booked: talk.figures?.booked, reason: talk.reason },
      isFalse: talk.figures?.false_booked,
    });
    const card = (
      <Card
        title={`Talk with ${talk.voice_agents.name}`}
        description={aboutOf(talk)}
        actions={
          talk.status === "ended" ? (
            <Badge tone={tone}>{words}</Badge>
          ) : (
            <span className="flex flex-wrap items-center gap-2">
              {listens && <ListenTalk sessionId={talk.id} caller="the caller" />}
              <Badge tone="accent">Talking now</Badge>
            </span>
          )
        }
        flush
      >
        {talk.figures?.false_booked && (
          <div className="px-5 pb-4">
            <Notice tone="danger" title="Nothing is booked">
              The voice agent said that something is booked, and no appointment was made in this
              call. Call the customer back.
            </Notice>
          </div>
        )}
        <AgentTalk talk={talk} titles={titles} timeZone={timeZone} />
      </Card>
    );
    // Where the bar's link "What was said" leads.
    const id = index === talks.length - 1 ? "talk" : undefined;
    return (
      <div key={talk.id} id={id}>
        {card}
      </div>
    );
  });
}

/** What it was about, or why it ended, as a sentence begins; nothing that the badge says too. */
function aboutOf({ summary, reason, outcome }: Talk): string | null {
  const why = outcome === "caller_left" ? null : reason;
  const words = outcome === "failed" ? (reason ?? summary) : (summary ?? why);
  return words && `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
