"use client";

import { ArrowRightLeft, Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useRef, useState, useTransition } from "react";
import { TransferPanel } from "@/components/call-control/transfer-panel";
import { TransferStatus } from "@/components/call-control/transfer-status";
import { askApi } from "@/components/calls/ask-api";
import { popoverClass } from "@/components/softphone/popover-class";
import { Button, buttonClass } from "@/components/ui/button";
import type { BarControl } from "@/lib/call-control/bar";

/**
 * What there is to do with a customer while talking, on a phone or in the browser: hold, transfer,
 * and what becomes of a transfer that the two talk about first.
 */
export function TalkActions({ callId, control }: { callId: string; control: BarControl | null }) {
  const router = useRouter();
  const panelId = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string>();
  const isOnHold = control?.isOnHold ?? false;

  function ask(verb: "hold" | "resume" | "transfer", body: object = {}) {
    if (pending) return;
    setProblem(undefined);
    start(async () => {
      const answer = await askApi(`/api/calls/${callId}/${verb}`, body);
      if (answer.success) start(() => router.refresh());
      else setProblem(answer.error.message);
    });
  }

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      {control?.transfer ? (
        <TransferStatus
          transfer={control.transfer}
          pending={pending}
          onChoose={(action) => ask("transfer", { action })}
        />
      ) : (
        <div className="flex flex-wrap gap-1.5 [anchor-scope:--menu]">
          <Button
            size="sm"
            aria-pressed={isOnHold}
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
          <button
            type="button"
            disabled={pending}
            popoverTarget={panelId}
            className={`${buttonClass({ size: "sm" })} [anchor-name:--menu]`}
          >
            <ArrowRightLeft aria-hidden className="size-4" />
            Transfer
          </button>
          <div
            ref={panel}
            id={panelId}
            popover="auto"
            role="dialog"
            aria-label="Transfer the call"
            onToggle={({ newState }) => setIsOpen(newState === "open")}
            className={`${popoverClass} w-96`}
          >
            {isOpen && (
              <TransferPanel
                onChoose={(to, mode) => {
                  panel.current?.hidePopover();
                  ask("transfer", { to, mode });
                }}
              />
            )}
          </div>
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
