"use client";

import { PhoneOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { askApi } from "@/components/calls/ask-api";
import { WithProblem } from "@/components/calls/with-problem";
import { hangUpHere, talkHere } from "@/components/softphone/enabled";
import { Button } from "@/components/ui/button";

/**
 * Ends a call on all its legs; `declines` only stops the person's own phones and browser from
 * ringing: it rings on for others, or the caller hears that nobody can talk. Whoever supervises or
 * has joined the call `leaves`: it goes on without them. `inRoom`: it is, or rings, in a room of
 * LiveKit's. Stays busy until the call is over: what comes next is said by the call itself.
 */
export function HangUpButton({
  callId,
  declines = false,
  leaves = false,
  inRoom = false,
  listens = false,
}: {
  callId: string;
  declines?: boolean;
  leaves?: boolean;
  inRoom?: boolean;
  listens?: boolean;
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string>();

  function hangUp() {
    if (pending) return;
    setProblem(undefined);
    const wasHere = talkHere() === callId;
    if (!declines || inRoom) hangUpHere(callId);
    start(async () => {
      // LiveKit says who has left.
      if (inRoom && leaves && !declines && wasHere) return router.refresh();
      const body = leaves ? { leave: true } : declines ? { decline: true } : {};
      const answer =
        inRoom && declines
          ? await askApi(`/api/rooms/${callId}/decline`)
          : await askApi(`/api/calls/${callId}/hangup`, body);
      if (answer.success) router.refresh();
      else setProblem(answer.error.message);
    });
  }

  return (
    <WithProblem problem={problem} className="max-w-44">
      <Button variant="danger" size="sm" pending={pending} aria-keyshortcuts="u" onClick={hangUp}>
        {!pending && <PhoneOff aria-hidden className="size-4" />}
        {hangUpWord({ declines, listens, leaves: inRoom && leaves })}
      </Button>
    </WithProblem>
  );
}

function hangUpWord(does: { declines: boolean; listens: boolean; leaves: boolean }): string {
  if (does.declines) return "Decline";
  if (does.listens) return "Stop listening";
  return does.leaves ? "Leave" : "Hang up";
}
