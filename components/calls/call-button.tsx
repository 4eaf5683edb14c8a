"use client";

import { clsx } from "clsx";
import { useCallFrom } from "@/components/calls/call-from";
import { usePlaceCall } from "@/components/calls/use-place-call";
import { RowIcon } from "@/components/ui/row-icon";
import { Spinner } from "@/components/ui/spinner";

/** The phone icon: rings the person's own phone, then `to` (E.164, with `;ext=` where it has an extension). `spoken` is the number as people read it. */
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
  const from = useCallFrom();
  const { place, pending, problem } = usePlaceCall();
  const label = name ? `Call ${name} on ${spoken}` : `Call ${spoken}`;
  return (
    <>
      <button
        type="button"
        aria-label={label}
        aria-busy={pending || undefined}
        title={label}
        onClick={() => place({ to, contactId, from })}
        className={clsx(
          "row-button relative z-10 bg-accent-soft hover:bg-accent hover:text-accent-ink",
          className,
        )}
      >
        {pending ? <Spinner /> : <RowIcon name="phone" />}
      </button>
      {problem}
    </>
  );
}
