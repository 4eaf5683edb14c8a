"use client";

import { Circle, Pause } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { askApi } from "@/components/calls/ask-api";
import { Button } from "@/components/ui/button";

/** Pauses a live call's recording, as for a card number, and resumes it. */
export function PauseButton({ callId, paused }: { callId: string; paused: boolean }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string>();

  function change() {
    if (pending) return;
    setProblem(undefined);
    start(async () => {
      const action = paused ? "resume" : "pause";
      const answer = await askApi(`/api/calls/${callId}/recording`, { action });
      if (answer.success) start(() => router.refresh());
      else setProblem(answer.error.message);
    });
  }

  return (
    <div className="flex max-w-44 flex-col items-end gap-1">
      <Button size="sm" pending={pending} onClick={change}>
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
