"use client";

import { Headphones } from "lucide-react";
import { askedToListen } from "@/components/call-control/asked-here";
import { useAskCall } from "@/components/calls/use-ask-call";
import { IconButton } from "@/components/ui/icon-button";

/** In a list: listens to a live call, unheard. How it goes on, the call bar says. */
export function ListenButton({ callId }: { callId: string }) {
  const { ask, pending, problem } = useAskCall(callId);

  function listen() {
    if (pending) return;
    askedToListen(callId);
    ask("supervise", { mode: "listen" });
  }

  return (
    <span className="relative z-10 inline-flex flex-col items-end">
      <IconButton label="Listen to this call" disabled={pending} onClick={listen}>
        <Headphones aria-hidden />
      </IconButton>
      {problem && (
        <span role="alert" className="text-right text-xs whitespace-normal text-danger-text">
          {problem}
        </span>
      )}
    </span>
  );
}
