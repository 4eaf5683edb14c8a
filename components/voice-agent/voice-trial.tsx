"use client";

import { Mic, PhoneOff } from "lucide-react";
import { useRef } from "react";
import { Bar, draw } from "@/components/softphone/level-meter";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import { TurnList } from "@/components/voice-agent/turn-list";
import { useVoiceTrial } from "@/components/voice-agent/use-voice-trial";
import type { ToolChoice } from "@/lib/agent/settings/facts";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import { trialLimits } from "@/lib/agent/sound/words";

/** A talk with the draft by microphone, for three minutes at most. */
export function VoiceTrial({
  draft,
  tools,
  hasProvider,
}: {
  draft: AgentSettings;
  tools: readonly ToolChoice[];
  hasProvider: boolean;
}) {
  const own = useRef<HTMLSpanElement>(null);
  const agents = useRef<HTMLSpanElement>(null);
  const meter = useRef<HTMLDivElement>(null);
  const { trial, start, stop } = useVoiceTrial(draft, ({ played, spoken }) => {
    draw(own.current, spoken);
    draw(agents.current, played);
    if (meter.current) meter.current.dataset.played = played.toFixed(3);
  });
  const isLive = trial?.state === "opening" || trial?.state === "on";
  const runs = trial?.runs && (tools.find(({ name }) => name === trial.runs)?.title ?? trial.runs);
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      {trial?.state === "on" && (
        <div
          ref={meter}
          role="img"
          aria-label="Your microphone, and the voice agent"
          className="grid max-w-56 grid-cols-[auto_1fr] items-center gap-x-3 text-[13px] text-muted"
        >
          <span>You</span>
          <Bar bar={own} className="bg-accent" />
          <span>{draft.name}</span>
          <Bar bar={agents} className="bg-ok-text" />
        </div>
      )}
      {trial && trial.turns.length > 0 && (
        <div className="overflow-hidden rounded-lg border border-line">
          <TurnList turns={trial.turns} agent={draft.name} caller="You" />
        </div>
      )}
      {trial?.state === "opening" && (
        <p className="flex items-center gap-2 text-[13px] text-muted">
          <Spinner className="size-3.5" />
          Connecting your microphone
        </p>
      )}
      {runs && <p className="text-[13px] text-muted">{runs}</p>}
      {trial?.ends && <p className="text-sm font-medium text-ink">{trial.ends}</p>}
      {trial?.problem && <Notice tone="danger">{trial.problem}</Notice>}
      <div className="flex flex-wrap items-center gap-2">
        {isLive ? (
          <Button variant="danger" size="sm" onClick={stop}>
            <PhoneOff aria-hidden className="size-4" />
            Hang up
          </Button>
        ) : (
          <Button size="sm" disabled={!hasProvider} onClick={start}>
            <Mic aria-hidden className="size-4" />
            {trial ? "Talk again" : "Talk by microphone"}
          </Button>
        )}
        <p className="text-[13px] text-muted">{trialLimits}</p>
      </div>
    </div>
  );
}
