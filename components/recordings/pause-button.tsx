"use client";

import { Circle, Pause } from "lucide-react";
import { useAskCall } from "@/components/calls/use-ask-call";
import { Button } from "@/components/ui/button";

/** Pauses a live call's recording, as for a card number, and resumes it. */
export function PauseButton({ callId, paused }: { callId: string; paused: boolean }) {
  const { ask, pending, problem } = useAskCall(callId);

  return (
    <div className="flex flex-col items-stretch gap-1 md:max-w-44">
      <Button
        size="sm"
        pending={pending}
        onClick={() => ask("recording", { action: paused ? "resume" : "pause" })}
      >
        {!pending &&
          (paused ? (
            <Circle aria-hidden className="size-3.5 fill-danger text-danger" />
          ) : (
            <Pause aria-hidden className="size-4" />
          ))}
        {paused ? "Resume recording" : "Pause recording"}
      </Button>
      {problem && (
        <p role="alert" className="text-right text-xs text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
