import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { askApi } from "@/components/calls/ask-api";

/** The routes of a call, /api/calls/[id]/…. */
type Verb =
  | "add"
  | "hold"
  | "mute"
  | "recording"
  | "remove"
  | "resume"
  | "supervise"
  | "transfer"
  | "voicemail";

/**
 * Asks something of a call, one request at a time, and reloads the page's data once it is done;
 * `problem` says why it wasn't.
 */
export function useAskCall(callId: string) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string>();

  function ask(verb: Verb, body: object = {}) {
    if (pending) return;
    setProblem(undefined);
    start(async () => {
      const answer = await askApi(`/api/calls/${callId}/${verb}`, body);
      if (answer.success) start(() => router.refresh());
      else setProblem(answer.error.message);
    });
  }

  return { ask, pending, problem };
}
