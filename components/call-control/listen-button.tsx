"use client";

import { Headphones } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { askedToListen } from "@/components/call-control/asked-here";
import { askApi } from "@/components/calls/ask-api";
import { IconButton } from "@/components/ui/icon-button";

/** In a list: listens to a live call, unheard. How it goes on, the call bar says. */
export function ListenButton({ callId }: { callId: string }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string>();

  function listen() {
    if (pending) return;
    setProblem(undefined);
    askedToListen(callId);
    start(async () => {
      const answer = await askApi(`/api/calls/${callId}/supervise`, { mode: "listen" });
      if (answer.success) start(() => router.refresh());
      else setProblem(answer.error.message);
    });
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
