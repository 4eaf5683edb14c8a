"use client";

import { clsx } from "clsx";
import { useCallFrom } from "@/components/calls/call-from";
import { usePlaceCall } from "@/components/calls/use-place-call";
import { buttonClass } from "@/components/ui/button";
import { RowIcon } from "@/components/ui/row-icon";
import { Spinner } from "@/components/ui/spinner";

/**
 * The phone icon: rings the person's own phone, then `to` (E.164, with `;ext=` where it has an
 * extension). `spoken` is the number as people read it.
 */
export function CallButton({
  to,
  spoken,
  name,
  contactId,
  entryId,
  className,
  face,
}: {
  to: string;
  spoken: string;
  name?: string;
  contactId?: string;
  /** The entry of a call list that it is placed for. */
  entryId?: string;
  className?: string;
  /** What is written on it, where it is more than the icon: "Call" and the number. */
  face?: string;
}) {
  const from = useCallFrom();
  const { place, pending, problem } = usePlaceCall();
  const label = name ? `Call ${name} on ${spoken}` : `Call ${spoken}`;
  return (
    <>
      <button
        type="button"
        aria-label={face ? undefined : label}
        aria-busy={pending || undefined}
        // What a page says in words is its main call.
        aria-keyshortcuts={face ? "c" : undefined}
        title={label}
        onClick={() => place({ to, contactId, from, entryId })}
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
      {problem}
    </>
  );
}
