"use client";

import { Ear, Headphones, type LucideIcon, PhoneForwarded, Users } from "lucide-react";
import { useEffect, useState } from "react";
import { askedToListen } from "@/components/call-control/asked-here";
import { useAskCall } from "@/components/calls/use-ask-call";
import { Button } from "@/components/ui/button";
import type { SupervisionMode } from "@/lib/voice/control-facts";

const ways: { mode: SupervisionMode; label: string; hint: string; icon: LucideIcon }[] = [
  { mode: "listen", label: "Listen", hint: "Nobody hears you", icon: Headphones },
  { mode: "whisper", label: "Whisper", hint: "Only the rep hears you", icon: Ear },
  { mode: "barge", label: "Join", hint: "Everybody hears you", icon: Users },
  { mode: "take_over", label: "Take over", hint: "The rep leaves", icon: PhoneForwarded },
];

/**
 * How a manager is on a colleague's call: `mode` is null for one who is not on it yet. `onAsked`
 * hears what was asked for, and null once the page shows it or it was refused.
 */
export function SuperviseButtons({
  callId,
  mode,
  onAsked,
}: {
  callId: string;
  mode: SupervisionMode | null;
  onAsked?: (mode: SupervisionMode | null) => void;
}) {
  const { ask, pending, problem } = useAskCall(callId);
  const [next, setNext] = useState<SupervisionMode | null>(null);
  useEffect(() => onAsked?.(pending ? next : null), [onAsked, pending, next]);

  function choose(way: SupervisionMode) {
    if (pending || way === mode) return;
    askedToListen(callId);
    setNext(way);
    ask("supervise", { mode: way });
  }

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Listen to this call</legend>
        {ways.map(({ mode: way, label, hint, icon: Icon }) => (
          <Button
            key={way}
            size="sm"
            title={hint}
            aria-pressed={way === mode}
            disabled={pending}
            className={
              way === mode ? "border-transparent! bg-accent-soft! text-accent-text!" : undefined
            }
            onClick={() => choose(way)}
          >
            <Icon aria-hidden className="size-4" />
            {label}
          </Button>
        ))}
      </fieldset>
      {problem && (
        <p role="alert" className="text-[13px] text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
