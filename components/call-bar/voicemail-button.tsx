"use client";

import { Voicemail } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { askApi } from "@/components/calls/ask-api";
import { Button } from "@/components/ui/button";

/** Sends a caller who rings this person alone to their voicemail. */
export function VoicemailButton({ callId }: { callId: string }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string>();

  function sendThere() {
    if (pending) return;
    setProblem(undefined);
    start(async () => {
      const answer = await askApi(`/api/calls/${callId}/voicemail`);
      if (answer.success) router.refresh();
      else setProblem(answer.error.message);
    });
  }

  return (
    <div className="flex flex-col items-stretch gap-1 md:max-w-44">
      <Button size="sm" pending={pending} onClick={sendThere}>
        {!pending && <Voicemail aria-hidden className="size-4" />}
        Send to voicemail
      </Button>
      {problem && (
        <p role="alert" className="text-right text-xs text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
