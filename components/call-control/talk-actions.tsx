"use client";

import { ArrowRightLeft, Pause, Play, UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { ChooseSomebody } from "@/components/call-control/choose-somebody";
import { TransferStatus } from "@/components/call-control/transfer-status";
import { askApi } from "@/components/calls/ask-api";
import { Button } from "@/components/ui/button";
import type { BarControl } from "@/lib/call-control/bar";

/**
 * What there is to do with a customer while talking, on a phone or in the browser: hold, transfer,
 * others who talk along, and what becomes of a transfer that the two talk about first.
 */
export function TalkActions({ callId, control }: { callId: string; control: BarControl | null }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string>();
  const isOnHold = control?.isOnHold ?? false;

  function ask(verb: "hold" | "resume" | "transfer" | "add", body: object = {}) {
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
        <div className="flex flex-wrap gap-1.5">
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
