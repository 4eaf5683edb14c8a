"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState, useTransition } from "react";
import type { ApiAnswer } from "@/components/calls/api-answer";
import { askApi, newKey } from "@/components/calls/ask-api";
import { CallProblem } from "@/components/calls/call-problem";
import { liveCallNow, rememberLive } from "@/components/calls/seen-live";

type Refusal = Extract<ApiAnswer, { success: false }>["error"];
type Call = { to: string; contactId?: string; from?: string };

const busyCode = "call_in_progress";
const busyAgainMs = 700;
/** Twilio's end of the last call is here within seconds. */
const maxTries = 15;

/**
 * Places a call of the person: rings their own phone, then `to` (E.164, with `;ext=` where it has
 * an extension). `dialog` says why one was refused; on a call, it offers to hang up first.
 */
export function usePlaceCall(
  call: Call,
  onPlaced?: () => void,
): { place: () => void; pending: boolean; dialog: ReactNode } {
  const router = useRouter();
  const [pending, start] = useTransition();
  const busy = useRef(false);
  /** The last one; its dialog is made when there is one, for a page has a hundred of these. */
  const [problem, setProblem] = useState<Refusal>();
  const [open, setOpen] = useState(false);

  function run(ask: () => Promise<ApiAnswer>) {
    if (busy.current) return;
    busy.current = true;
    start(async () => {
      const answer = await ask();
      busy.current = false;
      if (answer.success) {
        setOpen(false);
        if (answer.callId) rememberLive(answer.callId);
        onPlaced?.();
        start(() => router.refresh());
      } else {
        setProblem(answer.error);
        setOpen(true);
      }
    });
  }

  const initiate = () => askApi("/api/calls/initiate", call, newKey());

  async function hangUpFirst(): Promise<ApiAnswer> {
    const current = liveCallNow();
    if (current) {
      const ended = await askApi(`/api/calls/${current}/hangup`);
      if (!ended.success) return ended;
    }
    for (let tries = 1; ; tries += 1) {
      const answer = await initiate();
      if (answer.success || answer.error.code !== busyCode || tries === maxTries) return answer;
      await new Promise((resolve) => setTimeout(resolve, busyAgainMs));
    }
  }

  const dialog = problem && (
    <CallProblem
      problem={problem}
      open={open}
      pending={pending}
      onClose={() => setOpen(false)}
      onHangUpFirst={problem.code === busyCode ? () => run(hangUpFirst) : undefined}
    />
  );
  return { place: () => run(initiate), pending, dialog };
}
