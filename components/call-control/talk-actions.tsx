"use client";

import { ArrowRightLeft, Pause, Play, UserPlus } from "lucide-react";
import { ChooseSomebody } from "@/components/call-control/choose-somebody";
import { TransferStatus } from "@/components/call-control/transfer-status";
import { useAskCall } from "@/components/calls/use-ask-call";
import { Button } from "@/components/ui/button";
import type { BarControl } from "@/lib/call-control/bar";

/**
 * What there is to do with a customer while talking, on a phone or in the browser: hold, transfer,
 * others who talk along, and what becomes of a transfer that the two talk about first.
 */
export function TalkActions({ callId, control }: { callId: string; control: BarControl | null }) {
  const { ask, pending, problem } = useAskCall(callId);
  const isOnHold = control?.isOnHold ?? false;

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      {control?.transfer ? (
        <TransferStatus
          transfer={control.transfer}
          pending={pending}
          onChoose={(action) => ask("transfer", { action })}
        />
      ) : (
        <div className="flex flex-wrap gap-1.5">
          <Button
            size="sm"
            aria-pressed={isOnHold}
            aria-keyshortcuts="h"
            pending={pending}
            className={isOnHold ? "border-transparent bg-warn-soft text-warn-text" : undefined}
            onClick={() => ask(isOnHold ? "resume" : "hold")}
          >
            {isOnHold ? (
              <Play aria-hidden className="size-4" />
            ) : (
              <Pause aria-hidden className="size-4" />
            )}
            {isOnHold ? "Resume call" : "Hold"}
          </Button>
          <ChooseSomebody
            purpose="transfer"
            label="Transfer"
            icon={ArrowRightLeft}
            disabled={pending}
            onChoose={(to, mode) => ask("transfer", { to, mode })}
          />
          <ChooseSomebody
            purpose="add"
            label="Add"
            icon={UserPlus}
            disabled={pending}
            onChoose={(to) => ask("add", { to })}
          />
        </div>
      )}
      {problem && (
        <p role="alert" className="text-[13px] text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
