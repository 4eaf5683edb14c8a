"use client";

import { SendHorizontal } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { keyed } from "@/components/routing/keyed";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import { TriedItem } from "@/components/voice-agent/tried-item";
import { useTry } from "@/components/voice-agent/use-try";
import { VoiceTrial } from "@/components/voice-agent/voice-trial";
import type { ToolChoice } from "@/lib/agent/settings/facts";
import type { AgentSettings } from "@/lib/agent/settings/schema";

/** A talk with the draft as it is on the page. Nothing that it does counts. */
export function TryAgent({
  draft,
  tools,
  hasProvider,
}: {
  draft: AgentSettings;
  tools: readonly ToolChoice[];
  hasProvider: boolean;
}) {
  const { trying, start, say, stop } = useTry(draft);
  return (
    <Card
      title="Try it"
      description="Talk with the draft by typing or by microphone. Nothing is booked, and nobody's phone rings."
    >
      <div className="flex flex-col gap-4">
        {!hasProvider && (
          <Notice tone="warn">
            Connect a model first, in{" "}
            <TextLink href="/settings/voice-agent">Settings → Voice agent</TextLink>.
          </Notice>
        )}
        {trying && (
          <ol aria-label="The talk" aria-live="polite" className="flex flex-col gap-2.5">
            {keyed(trying.talk).map(({ item, index }) => (
              <TriedItem key={`${index} ${item.kind}`} item={item} agent={draft.name} />
            ))}
            {trying.saying && (
              <TriedItem item={{ kind: "agent", text: trying.saying }} agent={draft.name} />
            )}
            {trying.isBusy && !trying.saying && (
              <li className="flex items-center gap-2 text-[13px] text-muted">
                <Spinner className="size-3.5" />
                {trying.runs ?? `${draft.name} is thinking`}
              </li>
            )}
            {trying.ends && <li className="text-sm font-medium text-ink">{trying.ends}</li>}
          </ol>
        )}
        {trying?.failed && <Notice tone="danger">{trying.failed}</Notice>}
        {trying && !trying.ends && <Answer isBusy={trying.isBusy} say={say} />}
        <div className="flex flex-wrap gap-2">
          <Button
            variant={trying ? "secondary" : "primary"}
            size={trying ? "sm" : "md"}
            disabled={!hasProvider}
            onClick={start}
          >
            {trying ? "Call again" : "Call"}
          </Button>
          {trying && (
            <Button variant="ghost" size="sm" onClick={stop}>
              Hang up
            </Button>
          )}
        </div>
        <VoiceTrial draft={draft} tools={tools} hasProvider={hasProvider} />
      </div>
    </Card>
  );
}

/** What the caller says next. */
function Answer({ isBusy, say }: { isBusy: boolean; say: (text: string) => void }) {
  const [text, setText] = useState("");
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (isBusy) return;
    box.current?.querySelector("input")?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "nearest" });
  }, [isBusy]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || !text.trim()) return;
    say(text.trim());
    setText("");
  };
  return (
    <form ref={box} onSubmit={send} className="flex items-end gap-2">
      <TextField
        label="You, as the caller"
        className="flex-1"
        maxLength={500}
        autoComplete="off"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <IconButton label="Say it" type="submit" disabled={isBusy}>
        <SendHorizontal aria-hidden />
      </IconButton>
    </form>
  );
}
