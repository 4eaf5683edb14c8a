"use client";

import { Headphones } from "lucide-react";
import { useState } from "react";
import { SuperviseButtons } from "@/components/call-control/supervise-buttons";
import { supervisionWords } from "@/components/call-control/supervision-words";
import { AnswerAskedLater, AnswerButtonLater } from "@/components/softphone/later";
import type { BarSupervision } from "@/lib/call-control/bar";
import type { SupervisionMode } from "@/lib/voice/control-facts";

/** Who listens to a call: to whom it is said, and, of the reader, how they go on. */
export function SupervisionLine({
  callId,
  rep,
  isRep,
  supervision: { who, mode, isMine, isRinging, isUnheard },
}: {
  callId: string;
  /** Whom a whisper is for, and whether that is the reader. */
  rep: string;
  isRep: boolean;
  supervision: BarSupervision;
}) {
  const [next, setNext] = useState<SupervisionMode | null>(null);
  const said = supervisionWords({ who, rep, mode, next, isMine, isRep, isRinging, isUnheard });
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <p aria-live="polite" className="flex items-center gap-1.5 text-[13px] text-muted">
        <Headphones aria-hidden className="size-3.5 shrink-0" />
        {said}
      </p>
      {isMine && (
        <div className="flex flex-wrap items-start gap-1.5">
          {isRinging && <AnswerButtonLater callId={callId} />}
          {isRinging && <AnswerAskedLater callId={callId} />}
          <SuperviseButtons callId={callId} mode={mode} onAsked={setNext} />
        </div>
      )}
    </div>
  );
}
