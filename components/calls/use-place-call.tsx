"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState, useTransition } from "react";
import type { ApiAnswer } from "@/components/calls/api-answer";
import { askApi, newKey } from "@/components/calls/ask-api";
import { CallProblem } from "@/components/calls/call-problem";
import { rememberLive } from "@/components/calls/seen-live";

type Refusal = Extract<ApiAnswer, { success: false }>["error"];

/**
 * `to` is E.164, with `;ext=` where it has an extension; `from` the id of one of the company's
 * numbers.
 */
export type PlacedCall = { to: string; contactId?: string; from?: string };

/**
 * Places calls from the person's own phone, one at a time: a second click while one is being placed
 * does nothing. `problem` is the dialog that says why one was not placed.
 */
export function usePlaceCall(): {
  place: (call: PlacedCall) => void;
  pending: boolean;
  problem: ReactNode;
} {
  const router = useRouter();
  const [pending, start] = useTransition();
  const busy = useRef(false);
  // Kept while its dialog closes; the dialog is made when there is one, for a page has a hundred
  // icons.
  const [refusal, setRefusal] = useState<Refusal>();
  const [open, setOpen] = useState(false);

  function place(call: PlacedCall) {
    if (busy.current) return;
    busy.current = true;
    start(async () => {
      const answer = await askApi("/api/calls/initiate", call, newKey());
      busy.current = false;
      if (answer.success) {
        if (answer.callId) rememberLive(answer.callId);
        start(() => router.refresh());
      } else {
        setRefusal(answer.error);
        setOpen(true);
      }
    });
  }

  const problem = refusal && (
    <CallProblem problem={refusal} open={open} onClose={() => setOpen(false)} />
  );
  return { place, pending, problem };
}
