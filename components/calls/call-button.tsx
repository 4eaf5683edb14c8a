"use client";

import { clsx } from "clsx";
import { Phone } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import type { ApiAnswer } from "@/components/calls/api-answer";
import { askApi, newKey } from "@/components/calls/ask-api";
import { CallProblem } from "@/components/calls/call-problem";
import { rememberLive } from "@/components/calls/seen-live";
import { Spinner } from "@/components/ui/spinner";

type Refusal = Extract<ApiAnswer, { success: false }>["error"];

/** The phone icon: rings the person's own phone, then `to` (E.164). `spoken` is the number as people read it. */
export function CallButton({
  to,
  spoken,
  name,
  contactId,
  className,
}: {
  to: string;
  spoken: string;
  name?: string;
  contactId?: string;
  className?: string;
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const busy = useRef(false);
  const [problem, setProblem] = useState<Refusal>();

  function call() {
    if (busy.current) return;
    busy.current = true;
    start(async () => {
      const answer = await askApi("/api/calls/initiate", { to, contactId }, newKey());
      busy.current = false;
      if (answer.success) {
        if (answer.callId) rememberLive(answer.callId);
        start(() => router.refresh());
      } else setProblem(answer.error);
    });
  }

  const label = name ? `Call ${name} on ${spoken}` : `Call ${spoken}`;
  return (
    <>
      <button
        type="button"
        aria-label={label}
        aria-busy={pending || undefined}
        title={label}
        onClick={call}
        className={clsx(
          "relative z-10 inline-flex size-11 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent-text transition-colors hover:bg-accent hover:text-accent-ink md:size-8 [&>svg]:size-4",
          className,
        )}
      >
        {pending ? <Spinner /> : <Phone aria-hidden />}
      </button>
      <CallProblem problem={problem} onClose={() => setProblem(undefined)} />
    </>
  );
}
