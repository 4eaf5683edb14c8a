"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState, useTransition } from "react";
import type { ApiAnswer } from "@/components/calls/api-answer";
import { askApi, newKey } from "@/components/calls/ask-api";
import { liveCallNow, rememberLive } from "@/components/calls/seen-live";
import { placesInBrowser } from "@/components/softphone/enabled";

const CallProblem = dynamic(
  () => import("@/components/calls/call-problem").then((file) => file.CallProblem),
  { ssr: false },
);

type Refused = { call: PlacedCall; error: Extract<ApiAnswer, { success: false }>["error"] };

/**
 * `to` is E.164, with `;ext=` for an extension; `from` the id of one of the company's numbers. Or a
 * colleague, by their id.
 */
export type PlacedCall =
  | {
      to: string;
      contactId?: string;
      from?: string;
      /** The entry of a call list that it is placed for. */
      entryId?: string;
    }
  | { colleagueId: string };

const busyCode = "call_in_progress";
const busyAgainMs = 700;
/** Twilio's end of the last call is here within seconds. */
const maxTries = 15;

async function initiate(call: PlacedCall): Promise<ApiAnswer> {
  if (!(await placesInBrowser())) return askApi("/api/calls/initiate", call, newKey());
  const { placeInBrowser } = await import("@/components/softphone/place-in-browser");
  return placeInBrowser(call);
}

/**
 * Places calls from the person's own phone or from this browser, as they chose, one at a time: a
 * second click while one is being placed does nothing. `problem` is the dialog that says why one
 * was not placed; to whoever is on a call it offers to hang up first.
 */
export function usePlaceCall(onPlaced?: () => void): {
  place: (call: PlacedCall) => void;
  pending: boolean;
  problem: ReactNode;
} {
  const router = useRouter();
  const [pending, start] = useTransition();
  const busy = useRef(false);
  // Kept while its dialog closes; made when there is one, for a page has a hundred icons.
  const [refused, setRefused] = useState<Refused>();
  const [open, setOpen] = useState(false);

  function run(call: PlacedCall, ask: (call: PlacedCall) => Promise<ApiAnswer>) {
    if (busy.current) return;
    busy.current = true;
    start(async () => {
      const answer = await ask(call);
      busy.current = false;
      if (answer.success) {
        setOpen(false);
        if (answer.callId) rememberLive(answer.callId);
        onPlaced?.();
        start(() => router.refresh());
      } else {
        setRefused({ call, error: answer.error });
        setOpen(true);
      }
    });
  }

  const problem = refused && (
    <CallProblem
      problem={refused.error}
      open={open}
      pending={pending}
      onClose={() => setOpen(false)}
      onHangUpFirst={
        refused.error.code === busyCode ? () => run(refused.call, hangUpAndCall) : undefined
      }
    />
  );
  return { place: (call) => run(call, initiate), pending, problem };
}

async function hangUpAndCall(call: PlacedCall): Promise<ApiAnswer> {
  const current = liveCallNow();
  if (current) {
    const ended = await askApi(`/api/calls/${current}/hangup`);
    if (!ended.success) return ended;
  }
  for (let tries = 1; ; tries += 1) {
    const answer = await initiate(call);
    if (answer.success || answer.error.code !== busyCode || tries === maxTries) return answer;
    await new Promise((resolve) => setTimeout(resolve, busyAgainMs));
  }
}
