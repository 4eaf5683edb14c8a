"use client";

import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import type { ApiAnswer } from "@/components/calls/api-answer";
import { askApi, newKey } from "@/components/calls/ask-api";
import { useCallFrom } from "@/components/calls/call-from";
import { CallProblem } from "@/components/calls/call-problem";
import { rememberLive } from "@/components/calls/seen-live";
import { buttonClass } from "@/components/ui/button";
import { RowIcon } from "@/components/ui/row-icon";
import { Spinner } from "@/components/ui/spinner";

type Refusal = Extract<ApiAnswer, { success: false }>["error"];

/** The phone icon: rings the person's own phone, then `to` (E.164, with `;ext=` where it has an extension). `spoken` is the number as people read it. */
export function CallButton({
  to,
  spoken,
  name,
  contactId,
  className,
  face,
}: {
  to: string;
  spoken: string;
  name?: string;
  contactId?: string;
  className?: string;
  /** What is written on it, where it is more than the icon; it says the same as "Call" and the number. */
  face?: string;
}) {
  const router = useRouter();
  const from = useCallFrom();
  const [pending, start] = useTransition();
  const busy = useRef(false);
  /** The last one; its dialog is made when there is one, for a page has a hundred of these buttons. */
  const [problem, setProblem] = useState<Refusal>();
  const [telling, setTelling] = useState(false);

  function call() {
    if (busy.current) return;
    busy.current = true;
    start(async () => {
      const answer = await askApi("/api/calls/initiate", { to, contactId, from }, newKey());
      busy.current = false;
      if (answer.success) {
        if (answer.callId) rememberLive(answer.callId);
        start(() => router.refresh());
      } else {
        setProblem(answer.error);
        setTelling(true);
      }
    });
  }

  const label = name ? `Call ${name} on ${spoken}` : `Call ${spoken}`;
  return (
    <>
      <button
        type="button"
        aria-label={face ? undefined : label}
        aria-busy={pending || undefined}
        title={label}
        onClick={call}
        className={clsx(
          face
            ? buttonClass({ variant: "primary" })
            : "row-button relative z-10 bg-accent-soft hover:bg-accent hover:text-accent-ink",
          face && "[&>svg]:size-4",
          className,
        )}
      >
        {pending ? <Spinner /> : <RowIcon name="phone" />}
        {face}
      </button>
      {problem && (
        <CallProblem problem={problem} open={telling} onClose={() => setTelling(false)} />
      )}
    </>
  );
}
