import { Badge } from "@/components/ui/badge";
import { seconds } from "@/components/voice-agent/figure-words";
import { factsOf } from "@/components/voice-agent/talk-facts";
import { ToolDetails } from "@/components/voice-agent/tool-details";
import { splitHeard } from "@/lib/agent/desk/board";
import { stageWords, waitOf } from "@/lib/agent/desk/stages";
import type { AgentTurn, AgentTalk as Talk } from "@/lib/agent/desk/talk";
import { toolWords } from "@/lib/agent/desk/words";
import { formatClock, formatExact } from "@/lib/core/time";

/** A talk as the caller heard it, with what was done in between. */
export function AgentTalk({
  talk,
  titles,
  timeZone,
}: {
  talk: Talk;
  /** Of tools. */
  titles: ReadonlyMap<string, string>;
  timeZone: string;
}) {
  const { turns, tools } = talk;
  const before = tools.filter(({ turn }) => !turns.some(({ number }) => number === turn));
  return (
    <>
      <ol aria-label="Transcript" className="divide-y divide-line border-t border-line">
        {turns.length === 0 && before.length === 0 && (
          <li className="px-5 py-3 text-sm text-muted">Nothing was said.</li>
        )}
        {before.map((tool) => (
          <ToolCall key={tool.number} tool={tool} titles={titles} timeZone={timeZone} />
        ))}
        {turns.flatMap((turn) => [
          <Turn
            key={turn.number}
            {...{ turn, timeZone }}
            agent={talk.voice_agents.name}
            isLive={talk.status !== "ended"}
          />,
          ...tools
            .filter((tool) => tool.turn === turn.number)
            .map((tool) => (
              <ToolCall
                key={`tool ${tool.number}`}
                tool={tool}
                titles={titles}
                timeZone={timeZone}
              />
            )),
        ])}
      </ol>
      <p className="border-t border-line px-5 py-3 text-[13px] text-muted tabular-nums">
        {factsOf(talk).join(" · ")}
      </p>
    </>
  );
}

function Turn({
  turn,
  agent,
  isLive,
  timeZone,
}: {
  turn: AgentTurn;
  agent: string;
  isLive: boolean;
  timeZone: string;
}) {
  const isAgent = turn.who === "agent";
  const { heard, cut } = splitHeard(turn);
  // Nobody interrupted: it is being said, or the call ended before.
  const isInline = cut !== "" && !turn.interrupted && (isLive || heard !== "");
  const wait = waitOf(turn);
  const stages = stageWords(turn);
  return (
    <li className="flex gap-3 px-5 py-3">
      <At iso={turn.started_at} timeZone={timeZone} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 text-[13px] text-muted">
          <span className="font-medium text-ink">{isAgent ? agent : "Caller"}</span>
          {wait !== null && <span title={stages}>answered in {seconds(wait)}</span>}
          {turn.interrupted && <Badge>Interrupted</Badge>}
        </p>
        <p className="mt-0.5 text-sm break-words whitespace-pre-line text-ink">
          {heard || (!isInline && <span className="text-muted">Nothing of it was heard.</span>)}
          {isInline && (
            <span className="text-muted">
              {" "}
              {notHeard}
              {cut.trim()}
            </span>
          )}
        </p>
        {cut && !isInline && (
          <p className="mt-0.5 text-[13px] break-words text-muted">
            {notHeard}
            <s>{cut.trim()}</s>
          </p>
        )}
        {stages && <p className="mt-0.5 text-xs text-muted tabular-nums">{stages}</p>}
      </div>
    </li>
  );
}

const notHeard = <span className="sr-only">Not heard: </span>;

function ToolCall({
  tool,
  titles,
  timeZone,
}: {
  tool: Talk["tools"][number];
  titles: ReadonlyMap<string, string>;
  timeZone: string;
}) {
  const result = tool.result === null ? "nothing yet" : JSON.stringify(tool.result, null, 2);
  return (
    <li className="flex gap-3 bg-sunken/40 px-5 py-2.5">
      <At iso={tool.started_at} timeZone={timeZone} />
      <div className="min-w-0 flex-1 text-[13px] text-muted">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium text-ink">{toolWords(tool.tool, titles)}</span>
          {tool.took_ms !== null && <span>{seconds(tool.took_ms)}</span>}
          {tool.state === "failed" && <Badge tone="danger">Failed</Badge>}
          {tool.state === "running" && <Badge tone="accent">Running</Badge>}
        </p>
        <ToolDetails asked={JSON.stringify(tool.arguments, null, 2)} answered={result} />
      </div>
    </li>
  );
}

function At({ iso, timeZone }: { iso: string; timeZone: string }) {
  return (
    <time
      dateTime={iso}
      title={formatExact(iso, timeZone)}
      className="w-22 shrink-0 pt-px text-[13px] text-muted tabular-nums"
    >
      {formatClock(iso, timeZone)}
    </time>
  );
}
