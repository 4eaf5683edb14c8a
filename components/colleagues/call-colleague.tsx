"use client";

import { clsx } from "clsx";
import { usePlaceCall } from "@/components/calls/use-place-call";
import { RowIcon } from "@/components/ui/row-icon";
import { Spinner } from "@/components/ui/spinner";

/** The phone icon beside a colleague; nothing beside oneself (`me`). */
export function CallColleague({
  colleague,
  me,
  className,
}: {
  colleague: { user_id: string; name: string };
  me: string;
  className?: string;
}) {
  const { place, pending, problem } = usePlaceCall();
  if (colleague.user_id === me) return null;
  const label = `Call ${colleague.name}`;
  return (
    <>
      <button
        type="button"
        aria-label={label}
        aria-busy={pending || undefined}
        title={label}
        onClick={() => place({ colleagueId: colleague.user_id })}
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
