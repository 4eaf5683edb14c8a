import { Headphones } from "lucide-react";
import { SuperviseButtons } from "@/components/call-control/supervise-buttons";
import { AnswerAskedLater, AnswerButtonLater } from "@/components/softphone/later";
import type { BarSupervision } from "@/lib/call-control/bar";
import type { SupervisionMode } from "@/lib/voice/control-facts";

const mine: Record<SupervisionMode, (rep: string) => string> = {
  listen: (rep) => `You're listening to ${rep}. Nobody hears you.`,
  whisper: (rep) => `Only ${rep} hears you.`,
  barge: () => "Everybody on the call hears you.",
  take_over: (rep) => `You're taking over from ${rep}.`,
};

const rings: Record<SupervisionMode, string> = {
  listen: "Pick up to listen.",
  whisper: "Pick up to whisper.",
  barge: "Pick up to join.",
  take_over: "Pick up to take over.",
};

const theirs: Record<SupervisionMode, string> = {
  listen: "is listening.",
  whisper: "is listening, and whispers to a colleague.",
  barge: "is on the call. Everybody hears them.",
  take_over: "is taking the call over.",
};

/** Who listens to a call: to whom it is said, and, of the reader, how they go on. */
export function SupervisionLine({
  callId,
  rep,
  isRep,
  supervision: { who, mode, isMine, isRinging },
}: {
  callId: string;
  /** Whom a whisper is for, and whether that is the reader. */
  rep: string;
  isRep: boolean;
  supervision: BarSupervision;
}) {
  const own = isRinging ? `Ringing you. ${rings[mode]}` : mine[mode](rep);
  const does = mode === "whisper" && isRep ? "is listening. Only you hear them." : theirs[mode];
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <p aria-live="polite" className="flex items-center gap-1.5 text-[13px] text-muted">
        <Headphones aria-hidden className="size-3.5 shrink-0" />
        {isMine ? own : `${who} ${does}`}
      </p>
      {isMine && (
        <div className="flex flex-wrap items-start gap-1.5">
          {isRinging && <AnswerButtonLater callId={callId} />}
          {isRinging && <AnswerAskedLater callId={callId} />}
          <SuperviseButtons callId={callId} mode={mode} />
        </div>
      )}
    </div>
  );
}
