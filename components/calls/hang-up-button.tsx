"use client";

import { PhoneOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { askApi } from "@/components/calls/ask-api";
import { hangUpHere } from "@/components/softphone/enabled";
import { Button } from "@/components/ui/button";

/**
 * Ends a call on all its legs; `declines` only stops the person's own phone from ringing, and the
 * caller hears that nobody can talk. Whoever supervises or has joined the call `leaves`: it goes on
 * without them. Stays busy until the call is over: what comes next is said by the call itself.
 */
export function HangUpButton({
  callId,
  declines = false,
  leaves = false,
  listens = false,
}: {
  callId: string;
  declines?: boolean;
  leaves?: boolean;
  listens?: boolean;
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string>();

  function hangUp() {
    if (pending) return;
    setProblem(undefined);
    if (!declines) hangUpHere(callId);
    start(async () => {
      const body = leaves ? { leave: true } : declines ? { decline: true } : {};
      const answer = await askApi(`/api/calls/${callId}/hangup`, body);
      if (answer.success) router.refresh();
      else setProblem(answer.error.message);
    });
  }

  return (
    <div className="flex max-w-40 flex-col items-end gap-1">
      <Button variant="danger" size="sm" pending={pending} aria-keyshortcuts="u" onClick={hangUp}>
        {!pending && <PhoneOff aria-hidden className="size-4" />}
        {declines ? "Decline" : listens ? "Stop listening" : "Hang up"}
      </Button>
      {problem && (
        <p role="alert" className="text-right text-xs text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
