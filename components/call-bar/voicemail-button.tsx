"use client";

import { Voicemail } from "lucide-react";
import { useAskCall } from "@/components/calls/use-ask-call";
import { WithProblem } from "@/components/calls/with-problem";
import { Button } from "@/components/ui/button";

/** Sends a caller who rings this person alone to their voicemail. */
export function VoicemailButton({ callId }: { callId: string }) {
  const { ask, pending, problem } = useAskCall(callId);

  return (
    <WithProblem problem={problem}>
      <Button size="sm" pending={pending} onClick={() => ask("voicemail")}>
        {!pending && <Voicemail aria-hidden className="size-4" />}
        Send to voicemail
      </Button>
    </WithProblem>
  );
}
